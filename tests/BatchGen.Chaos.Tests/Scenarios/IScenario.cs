using System.Diagnostics;
using System.Globalization;

namespace BatchGen.Chaos.Tests.Scenarios;

/// <summary>One kind of harm, done to the real program.</summary>
internal interface IScenario
{
    string Name { get; }

    Task<ScenarioRow> RunAsync(ChaosRun run);
}

/// <param name="Seed">Whatever is random comes from it. How the processes interleave does not.</param>
/// <param name="Log">What happens, as it happens.</param>
internal sealed record ChaosRun(ChaosSizes Sizes, int Seed, TextWriter Log);

/// <summary>What came of a scenario: one row of the table.</summary>
/// <param name="Size">What was done and how much of it.</param>
/// <param name="Lost">Results that were shown and are gone, and items without an end. Null where nothing was counted.</param>
/// <param name="Duplicated">Items with two ends.</param>
/// <param name="Changed">Results that were shown and are others now.</param>
/// <param name="Deaths">Of which processes, and how many.</param>
/// <param name="End">How long the end took, and how long it was to take at most.</param>
/// <param name="Note">What else was seen.</param>
/// <param name="Problems">What is not as promised, a sentence each; empty when all is well.</param>
internal sealed record ScenarioRow(
    string Name, string Size, int? Lost, int? Duplicated, int? Changed, string Deaths, string End, string Note, IReadOnlyList<string> Problems)
{
    public static IReadOnlyList<string> Columns { get; } =
        ["scenario", "what was done", "lost", "duplicated", "changed", "deaths", "time to the end", "seen", "as promised", "seconds"];

    /// <summary>Of the whole scenario.</summary>
    public TimeSpan Took { get; init; }

    public bool WasRun { get; init; } = true;

    /// <summary>Null when it came to its end in time. A busy machine is late too, so that tests do not ask for it.</summary>
    public string? Late { get; init; }

    public bool IsAsPromised => Problems.Count == 0 && Late is null;

    public static ScenarioRow NotRun(string name, string because) => new(name, "", null, null, null, "", "", because, []) { WasRun = false };

    public IReadOnlyList<string> Cells() =>
    [
        Name, Size, Text(Lost), Text(Duplicated), Text(Changed), Deaths, End, Note, Verdict,
        Took.TotalSeconds.ToString("0", CultureInfo.InvariantCulture),
    ];

    private string Verdict => !WasRun ? "not run" : IsAsPromised ? "yes" : Shorten(Late is null ? Problems : [.. Problems, Late]);

    /// <summary>The log has them all.</summary>
    private static string Shorten(IReadOnlyList<string> problems) =>
        $"**no**: {problems[0].Split('\n')[0]}{(problems.Count > 1 ? $", and {problems.Count - 1} more" : "")}";

    private static string Text(int? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "";
}

internal static class TimedScenario
{
    public static async Task<ScenarioRow> RunAsync(IScenario scenario, ChaosRun run)
    {
        if (!OperatingSystem.IsLinux())
            return ScenarioRow.NotRun(scenario.Name, "wants Linux: it finds engines in /proc and stops processes by signals");
        var watch = Stopwatch.StartNew();
        return await scenario.RunAsync(run) with { Took = watch.Elapsed };
    }
}
