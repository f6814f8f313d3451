using System.Diagnostics;
using System.Globalization;
using BatchGen.Chaos.Tests.Servers;
using BatchGen.Chaos.Tests.Shims;
using BatchGen.Chaos.Tests.Witnesses;
using BatchGen.Testing;

namespace BatchGen.Chaos.Tests.Scenarios;

/// <summary>One prompt among many ends the engine whenever it is computed: the real engine and llama.cpp, in which one run of tokens is made deadly.</summary>
internal sealed class PoisonedPrompt : IScenario
{
    public string Name => "poison";

    public Task<ScenarioRow> RunAsync(ChaosRun run) => DeadlyPrompt.RunAsync(Name, "kill", run, new Dictionary<string, string?>());
}

/// <summary>One prompt among many makes the engine stand still in the middle of a step.</summary>
internal sealed class HangingPrompt : IScenario
{
    /// <summary>A step of the small model takes milliseconds; a busy machine may take a hundred times as long.</summary>
    private const string HangTimeout = "00:00:10";

    public string Name => "hang";

    public Task<ScenarioRow> RunAsync(ChaosRun run) =>
        DeadlyPrompt.RunAsync(Name, "hang", run, new Dictionary<string, string?> { ["Engine:HangTimeout"] = HangTimeout });
}

internal static class DeadlyPrompt
{
    /// <summary>
    /// One among others and two alone. One more when the engine died before its word that the prompt had begun left the process: then the others
    /// that had begun are suspected first.
    /// </summary>
    private const int MostDeaths = 4;
    private const string Quarantined = "engine_crash_quarantined";

    public static async Task<ScenarioRow> RunAsync(string name, string act, ChaosRun run, IReadOnlyDictionary<string, string?> more)
    {
        using var folder = new ScratchFolder();
        if (await Shim.CompileAsync("poison", folder.Path) is not { } shim)
            return ScenarioRow.NotRun(name, "no C compiler is here for the library that makes a prompt deadly");

        var items = run.Sizes.PoisonItems;
        var deadly = new Random(run.Seed).Next(items);
        var log = folder.File("acts");
        var settings = new Dictionary<string, string?>(WebServer.SettingsFor(folder.File("data")))
        {
            ["LD_PRELOAD"] = shim,
            ["CHAOS_POISON"] = PoisonTokens.Of(WebServer.DemoModel),
            ["CHAOS_POISON_ACT"] = act,
            ["CHAOS_POISON_LOG"] = log,
        };
        foreach (var (key, value) in more)
            settings[key] = value;
        await using var server = new WebServer(settings);
        server.Start();
        using var api = new ApiClient(server.AddressAsync);
        var witness = new Witness();
        var batches = new WatchedBatches(api, witness);
        using var patience = new CancellationTokenSource(Patience.Ceiling + TimeSpan.FromSeconds(items));

        var watch = Stopwatch.StartNew();
        var lines = Prompts.Lines(items, say: number => number == deadly ? $"Explain {PoisonTokens.Word}" : null);
        var batch = await batches.SubmitAsync(name, items, lines, null, patience.Token);
        await batches.WatchToEndAsync(patience.Token);
        await batches.ReadFilesAsync(patience.Token);

        var deaths = File.Exists(log) ? (await File.ReadAllLinesAsync(log)).Length : 0;
        var end = string.Create(CultureInfo.InvariantCulture, $"{watch.Elapsed.TotalSeconds:0.0} s");
        return new ScenarioRow(
            name,
            $"{items} items, one of them deadly",
            witness.Lost,
            witness.Duplicated,
            witness.Changed,
            $"engine {deaths}",
            end,
            $"{witness.Shown - witness.Errors()} results, {witness.Errors(Quarantined)} quarantined, {witness.Errors() - witness.Errors(Quarantined)} other errors",
            [.. Problems(batch, witness, deaths, deadly)]);
    }

    private static IEnumerable<string> Problems(WatchedBatch batch, Witness witness, int deaths, int deadly)
    {
        if (deaths == 0)
            yield return "the deadly prompt never acted, so that nothing was shown";
        if (deaths > MostDeaths)
            yield return $"{deaths} deaths, {MostDeaths} at most are promised";
        if (batch.Status != "completed")
            yield return $"the batch is {batch.Status}";
        if (witness.Lost + witness.Duplicated + witness.Changed > 0)
            yield return $"{witness.Lost} lost, {witness.Duplicated} duplicated, {witness.Changed} changed";
        if (witness.Errors() != 1 || witness.ValueOf(batch.Id, Prompts.IdOf(deadly)) != ShownResult.ErrorValue(Quarantined))
            yield return $"{witness.Errors()} errors, and the deadly item ended as {witness.ValueOf(batch.Id, Prompts.IdOf(deadly))}";
    }
}
