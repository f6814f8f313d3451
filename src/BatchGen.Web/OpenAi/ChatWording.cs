using BatchGen.Batches.Requests;
using BatchGen.Batches.Results;
using BatchGen.Engine.Client;
using BatchGen.Inference.Scheduling;
using BatchGen.Inference.Tools;

namespace BatchGen.Web.OpenAi;

/// <summary>A chat has one choice.</summary>
internal sealed class ChatWording : IAnswerWording
{
    private ToolCallReader? _reader;

    public string IdPrefix => "chatcmpl-";

    public object Whole(LiveAnswer answer, IReadOnlyList<SequenceResult> results)
    {
        var result = results[0];
        return answer.Bodies.Chat(answer.Id, answer.CreatedSeconds, result, answer.Offer?.Read(result.Text), ChatLogprobs.Of(result.Tokens), answer.RequestId);
    }

    public object? Opening(LiveAnswer answer)
    {
        _reader = answer.Offer is { } offer ? new ToolCallReader(offer) : null;
        return Chunk(answer, new ChatDelta { Role = "assistant", Content = "" }, null);
    }

    public IEnumerable<object> Piece(LiveAnswer answer, int choice, GenerationText text) => _reader is null
        ? [Chunk(answer, new ChatDelta { Content = text.Delta }, null, text.Tokens.Count == 0 ? null : ChatLogprobs.Of(text.Tokens))]
        : Chunks(answer, _reader.CallCount, _reader.Append(text.Delta));

    public IEnumerable<object> Ending(LiveAnswer answer, int choice, SequenceResult result)
    {
        var rest = _reader is null ? [] : Chunks(answer, _reader.CallCount, _reader.Finish());
        return rest.Append(Chunk(answer, new ChatDelta(), FinishReasons.Of(result, answer.Offer?.Read(result.Text))));
    }

    public object Counts(LiveAnswer answer, Usage usage) => new ChatChunk(answer.Id, ChatChunk.Name, answer.CreatedSeconds, answer.Model, [])
    {
        ModelUsed = answer.ModelUsed,
        Usage = usage,
    };

    private static IEnumerable<object> Chunks(LiveAnswer answer, int callsBefore, IReadOnlyList<AnswerPart> parts) =>
        parts.Select(part => part is CallPart { Call: var call }
        ? Chunk(answer, new ChatDelta { ToolCalls = [ToolCallDelta.Of(call, callsBefore++, answer.RequestId)] }, null)
        : Chunk(answer, new ChatDelta { Content = ((TextPart)part).Text }, null));

    private static ChatChunk Chunk(LiveAnswer answer, ChatDelta delta, string? finishReason, ChatLogprobs? logprobs = null) =>
        new(answer.Id, ChatChunk.Name, answer.CreatedSeconds, answer.Model, [new ChatChunkChoice(0, delta, finishReason, logprobs)])
        {
            ModelUsed = answer.ModelUsed,
        };
}
