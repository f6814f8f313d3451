using System.Diagnostics;
using System.Globalization;
using BatchGen.Benchmarks.Runtimes;
using BatchGen.Benchmarks.Tables;
using BatchGen.Testing.Mutations;

namespace BatchGen.Benchmarks.Mutations;

/// <summary>
/// Damaged model files through every runtime that this program is built for, each in a process that a file may end: how many were refused
/// by our rules, by llama.cpp, computed with, and how many ended the process.
/// </summary>
internal static class MutationsCommand
{
    public const string Verb = "mutations";

    private const string Usage =
        "mutations [FILES] [SEED] [bare]: FILES (10000) of SEED (1); with \"bare\" without our rules, which shows what they are there for.";

    /// <summary>The slowest of them takes half a second on a quiet machine.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static async Task<int> RunAsync(IReadOnlyList<string> arguments)
    {
        var withRules = !arguments.Contains(LoadProbe.WithoutRules);
        var numbers = arguments.Where(argument => argument != LoadProbe.WithoutRules)
            .Select(text => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1).ToList();
        if (numbers.Count > 2 || numbers.Contains(-1))
        {
            await Console.Error.WriteLineAsync(Usage);
            return 2;
        }

        var files = numbers.ElementAtOrDefault(0) is > 0 and var wanted ? wanted : 10_000;
        var seed = numbers.Count > 1 ? numbers[1] : 1;
        var rows = new List<IReadOnlyList<string>>();
        foreach (var folder in BuiltRuntimes.Find())
            rows.Add(await RowAsync(folder, files, seed, withRules));
        new ResultTable(
            withRules ? "Damaged model files" : "Damaged model files, without our rules",
            [
                "program", "seed", "files", "refused by a rule", "refused by llama.cpp", "planned too large", "computed with", "ended the process", "hung",
                "other failures", "seconds",
            ],
            rows).Print(Console.Out);
        return 0;
    }

    private static async Task<IReadOnlyList<string>> RowAsync(string folder, int files, int seed, bool withRules)
    {
        var watch = Stopwatch.StartNew();
        string[] arguments = withRules ? [LoadProbe.Verb] : [LoadProbe.Verb, LoadProbe.WithoutRules];
        using var trial = new LoadTrial(() => BuiltRuntimes.Start(folder, arguments), Patience);
        var tally = await MutationRun.RunAsync(trial, seed, files, failure => Console.Error.WriteLine(failure));
        return
        [
            Path.GetRelativePath(Environment.CurrentDirectory, folder), Text(seed), Text(files),
            Text(tally.Of(LoadOutcome.RefusedByRule)), Text(tally.Of(LoadOutcome.RefusedByLibrary)),
            Text(tally.Of(LoadOutcome.TooLarge)), Text(tally.Of(LoadOutcome.Loaded)), Text(tally.Of(LoadOutcome.Killed)), Text(tally.Of(LoadOutcome.Hung)),
            Text(tally.Of(LoadOutcome.Unexpected)), Text((int)watch.Elapsed.TotalSeconds),
        ];
    }

    private static string Text(int number) => number.ToString("#,0", CultureInfo.InvariantCulture);
}
