using BatchGen.Batches.Results;
using BatchGen.Engine.Client;
using BatchGen.Inference.Scheduling;

namespace BatchGen.Web.OpenAi;

/// <summary>The two endpoints say the same in different words. One object words one answer.</summary>
internal interface IAnswerWording
{
    string IdPrefix { get; }

    /// <summary>The whole answer in one body.</summary>
    /// <param name="results">One for each choice.</param>
    object Whole(LiveAnswer answer, IReadOnlyList<SequenceResult> results);

    /// <summary>What is sent before the first text; null sends nothing.</summary>
    object? Opening(LiveAnswer answer);

    /// <summary>What can be sent now that more text has come; may be nothing.</summary>
    IEnumerable<object> Piece(LiveAnswer answer, int choice, GenerationText text);

    /// <summary>What was held back, and why the answer ended.</summary>
    IEnumerable<object> Ending(LiveAnswer answer, int choice, SequenceResult result);

    /// <summary>The token counts, at the very end.</summary>
    object Counts(LiveAnswer answer, Usage usage);
}
