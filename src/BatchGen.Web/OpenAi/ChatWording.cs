using BatchGen.Batches.Live;
using BatchGen.Batches.Results;
using BatchGen.Inference.Scheduling;

namespace BatchGen.Web.OpenAi;

internal sealed class ChatWording : IAnswerWording
{
    public string IdPrefix => "chatcmpl-";

    public object Whole(LiveAnswer answer, SequenceResult result) => LiveBodies.Chat(answer.Id, answer.Created, answer.Model, result);

    public object? Opening(LiveAnswer answer) => Chunk(answer, new ChatDelta { Role = "assistant", Content = "" }, null);

    public object Piece(LiveAnswer answer, string text) => Chunk(answer, new ChatDelta { Content = text }, null);

    public object Ending(LiveAnswer answer, string finishReason) => Chunk(answer, new ChatDelta(), finishReason);

    public object Counts(LiveAnswer answer, Usage usage) => new ChatChunk(answer.Id, ChatChunk.Name, answer.CreatedSeconds, answer.Model, []) { Usage = usage };

    private static ChatChunk Chunk(LiveAnswer answer, ChatDelta delta, string? finishReason) =>
        new(answer.Id, ChatChunk.Name, answer.CreatedSeconds, answer.Model, [new ChatChunkChoice(0, delta, finishReason)]);
}
