using BatchGen.Batches.Models;
using BatchGen.Batches.Queries;
using BatchGen.Batches.Submission;
using BatchGen.Web.Formatting;

namespace BatchGen.Web.Pages.NewBatch;

/// <summary>How long a batch would take, by how fast its models were so far: one after the other.</summary>
public sealed record WorkEstimate(IReadOnlyList<WorkPart> Parts)
{
    /// <returns>Null while one of the models has completed no batch.</returns>
    public static async Task<WorkEstimate?> FindAsync(IEnumerable<ModelShare> models, PaceQueries paces, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(models);
        ArgumentNullException.ThrowIfNull(paces);
        var parts = new List<WorkPart>();
        foreach (var share in models.Where(share => share.Items > 0))
        {
            if (await paces.FindAsync(share.ModelPath, cancellationToken) is not { } pace)
                return null;
            parts.Add(new WorkPart(share, pace));
        }

        return parts.Count == 0 ? null : new WorkEstimate(parts);
    }

    /// <param name="maxAnswerTokens">Null where answers have no limit of their own.</param>
    public TimeSpan Time(int? maxAnswerTokens) => Parts.Aggregate(
        TimeSpan.Zero, (sum, part) => sum + part.Pace.Estimate(part.Share.PromptTokens, part.Share.Generations, maxAnswerTokens));

    /// <param name="say">Words for a rate, and for a number of batches.</param>
    public string Why(Func<string, string, string> say)
    {
        ArgumentNullException.ThrowIfNull(say);
        return string.Join("\n", Parts.Select(part =>
        {
            var words = say(CountText.Rate(part.Pace.TokensPerSecond), CountText.Of(part.Pace.Batches, "batch", "batches"));
            return Parts.Count == 1 ? words : $"{ModelName.Of(part.Share.ModelPath)}: {words}";
        }));
    }
}

/// <summary>What one model has of it, and how fast it was.</summary>
public sealed record WorkPart(ModelShare Share, MeasuredPace Pace);
