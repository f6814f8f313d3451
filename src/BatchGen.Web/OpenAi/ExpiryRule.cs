using BatchGen.Batches.Requests;

namespace BatchGen.Web.OpenAi;

/// <summary>OpenAI's "expires_after": a number of seconds after a file's creation, from an hour to thirty days.</summary>
internal static class ExpiryRule
{
    private const int MinSeconds = 3_600;
    private const int MaxSeconds = 2_592_000;

    /// <exception cref="RequestRefusedException">One of the two is missing or wrong.</exception>
    public static TimeSpan Read(string? anchor, string? seconds, string name)
    {
        if (anchor != "created_at")
            throw new RequestRefusedException(ProblemCodes.ValueOutOfRange, $"'{name}.anchor' must be 'created_at'.", $"{name}.anchor");
        return WholeNumber.TryRead(seconds, out var number) && number >= MinSeconds && number <= MaxSeconds
            ? TimeSpan.FromSeconds((int)number)
            : throw new RequestRefusedException(
                ProblemCodes.ValueOutOfRange, $"'{name}.seconds' must be a whole number from {MinSeconds} to {MaxSeconds}.", $"{name}.seconds");
    }
}
