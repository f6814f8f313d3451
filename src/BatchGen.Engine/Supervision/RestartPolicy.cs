namespace BatchGen.Engine.Supervision;

/// <summary>How long to wait before the next process, by deaths in a row.</summary>
internal static class RestartPolicy
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    /// <summary>The first restart is at once: one bad prompt must not cost a night. Then 1, 2, 4 … seconds, 30 at most.</summary>
    public static TimeSpan Delay(int deathsInARow) =>
        deathsInARow <= 1
            ? TimeSpan.Zero
            : TimeSpan.FromSeconds(Math.Min(Longest.TotalSeconds, Math.Pow(2, deathsInARow - 2)));
}
