using BatchGen.Batches.Data;
using BatchGen.Batches.Requests;

namespace BatchGen.Batches.Execution;

/// <summary>When and how an answer is generated again for its flags.</summary>
internal static class QualityRetries
{
    /// <returns>What to generate again; null when the answer stands.</returns>
    public static Generation? Next(Generation generation, JudgedAnswer answer, QualityRetry? retry)
    {
        if (retry is null || generation.Tries >= retry.MaxTries || (answer.Verdict.Flags & retry.On) == QualityFlags.None)
            return null;
        var sampling = generation.Request.Sampling;
        return generation with
        {
            Tries = generation.Tries + 1,
            Kept = answer.BetterOf(generation.Kept),
            Request = generation.Request with
            {
                Sampling = sampling with
                {
                    Temperature = retry.Temperature ?? sampling.Temperature,
                    RepetitionPenalty = retry.RepetitionPenalty ?? sampling.RepetitionPenalty,
                    // The same seed would draw the same answer; without one, every draw is new anyway.
                    Seed = sampling.Seed + 1,
                },
            },
        };
    }
}
