using BatchGen.Batches.Requests;
using BatchGen.Batches.Submission;

namespace BatchGen.Batches.Orders;

/// <summary>The model the first good lines of a file name; the others must name the same, which is seen when they are read.</summary>
internal static class FirstModel
{
    // A file whose first thousand lines are bad or name no model is not read twice for it.
    private const int LinesLookedAt = 1_000;

    public static async Task<string?> ReadAsync(Stream input, SubmissionOptions options, CancellationToken cancellationToken)
    {
        var reader = new BatchInputReader(input, InputFormat.JsonLines, options);
        await foreach (var _ in reader.ReadAsync(cancellationToken))
        {
            if (reader.Model is not null || reader.Lines >= LinesLookedAt)
                break;
        }

        return reader.Model;
    }
}
