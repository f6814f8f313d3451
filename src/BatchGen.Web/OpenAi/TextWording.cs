using BatchGen.Batches.Results;
using BatchGen.Engine.Client;
using BatchGen.Inference.Scheduling;

namespace BatchGen.Web.OpenAi;

internal sealed class TextWording : IAnswerWording
{
    public string IdPrefix => "cmpl-";

    public object Whole(LiveAnswer answer, IReadOnlyList<SequenceResult> results) => answer.Bodies.Text(answer.Id, answer.CreatedSeconds, results);

    public object? Opening(LiveAnswer answer) => null;

    public IEnumerable<object> Piece(LiveAnswer answer, int choice, GenerationText text) => [Chunk(answer, choice, text.Delta, null)];

    public IEnumerable<object> Ending(LiveAnswer answer, int choice, SequenceResult result) =>
        [Chunk(answer, choice, "", FinishReasons.Of(result, calls: null))];

    public object Counts(LiveAnswer answer, Usage usage) => new TextChunk(answer.Id, TextChunk.Name, answer.CreatedSeconds, answer.Model, [])
    {
        ModelUsed = answer.ModelUsed,
        Usage = usage,
    };

    private static TextChunk Chunk(LiveAnswer answer, int choice, string text, string? finishReason) =>
        new(answer.Id, TextChunk.Name, answer.CreatedSeconds, answer.Model, [new TextChunkChoice(choice, text, finishReason)])
        {
            ModelUsed = answer.ModelUsed,
        };
}
