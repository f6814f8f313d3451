using BatchGen.Batches.Results;
using BatchGen.Inference.Scheduling;

namespace BatchGen.Web.OpenAi;

/// <summary>The two endpoints say the same in different words.</summary>
internal interface IAnswerWording
{
    string IdPrefix { get; }

    /// <summary>The whole answer in one body.</summary>
    object Whole(LiveAnswer answer, SequenceResult result);

    /// <summary>What is sent before the first text; null sends nothing.</summary>
    object? Opening(LiveAnswer answer);

    object Piece(LiveAnswer answer, string text);

    object Ending(LiveAnswer answer, string finishReason);

    /// <summary>The token counts, at the very end.</summary>
    object Counts(LiveAnswer answer, Usage usage);
}
