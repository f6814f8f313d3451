using System.Globalization;
using BatchGen.Benchmarks.Tables;
using BatchGen.Chaos.Tests.Scenarios;

namespace BatchGen.Chaos.Tests;

/// <summary><c>dotnet run -c Release --project tests/BatchGen.Chaos.Tests -- …</c></summary>
internal static class ChaosProgram
{
    private static readonly IReadOnlyList<IScenario> All =
    [
        new SqliteKills(),
        new PoisonedPrompt(),
        new HangingPrompt(),
        new LockedDatabase(),
        new FullDisk(),
        new ReadOnlyDirectory(),
        new AbsentPostgreSql(),
        new PowerCuts(),
        new PostgreSqlKills(),
        new DamagedModels(),
        new CrashPointDeaths(),
        new Soak(),
    ];

    /// <returns>0 when nothing was lost, done twice or changed and everything came to its end in time; 1 when not; 2 for a wrong command line.</returns>
    public static async Task<int> Main(string[] args)
    {
        try
        {
            return await RunAsync(ChaosOptions.Parse(args));
        }
        catch (FormatException wrong)
        {
            await Console.Error.WriteLineAsync($"{wrong.Message}\n{ChaosOptions.Usage}\nScenarios: {string.Join(", ", All.Select(scenario => scenario.Name))}");
            return 2;
        }
    }

    private static async Task<int> RunAsync(ChaosOptions options)
    {
        if (options.Names.FirstOrDefault(name => All.All(scenario => scenario.Name != name)) is { } unknown)
            throw new FormatException($"There is no scenario '{unknown}'.");

        var rows = new List<ScenarioRow>();
        foreach (var scenario in All.Where(scenario => options.Names.Count == 0 || options.Names.Contains(scenario.Name)))
        {
            await Console.Error.WriteLineAsync($"{scenario.Name}, seed {options.Seed.ToString(CultureInfo.InvariantCulture)} …");
            var row = await TimedScenario.RunAsync(scenario, new ChaosRun(options.Sizes, options.Seed, Console.Error));
            rows.Add(row);
            foreach (var problem in row.Problems)
                await Console.Error.WriteLineAsync($"  {problem}");
        }

        var seed = options.Seed.ToString(CultureInfo.InvariantCulture);
        new ResultTable($"Chaos, seed {seed}", ScenarioRow.Columns, [.. rows.Select(row => row.Cells())]).Print(Console.Out);
        return rows.All(row => row.IsAsPromised) ? 0 : 1;
    }
}
