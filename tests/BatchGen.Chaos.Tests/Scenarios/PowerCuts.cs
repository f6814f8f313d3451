using BatchGen.Chaos.Tests.Servers;
using BatchGen.Chaos.Tests.Shims;
using BatchGen.Chaos.Tests.Witnesses;
using BatchGen.Testing;

namespace BatchGen.Chaos.Tests.Scenarios;

/// <summary>
/// At random moments the disk is looked at as a power cut would leave it: what was synced is there, and of the rest nothing, or any blocks
/// of it. Everything that was shown by then must be in it; at the end a server goes on from the last of them.
/// </summary>
internal sealed class PowerCuts : IScenario
{
    private const int MostItems = 1_000;

    public string Name => "power-cut";

    public async Task<ScenarioRow> RunAsync(ChaosRun run)
    {
        using var folder = new ScratchFolder();
        if (await Shim.CompileAsync("power-cut", folder.Path) is not { } shim)
            return ScenarioRow.NotRun(Name, "no C compiler is here for the library that keeps what was synced");

        var disk = new CuttableDisk(folder.File("data"), folder.File("shadow"), folder.File("cut"), new Random(run.Seed));
        var settings = WebServer.SettingsFor(disk.Live);
        settings["LD_PRELOAD"] = shim;
        settings["CHAOS_DISK"] = disk.Live;
        settings["CHAOS_SHADOW"] = disk.Shadow;
        await using var server = new WebServer(settings);
        server.Start();
        var sizes = run.Sizes with { Items = Math.Min(run.Sizes.Items, MostItems), IsThorough = false };
        using var work = new DisturbedRun(run with { Sizes = sizes }, [server]);
        var cuts = new CutTally();
        await work.RunAsync(workEnded => CutAsync(run, sizes, work, server, disk, cuts, workEnded));

        foreach (var problem in cuts.Problems)
            work.Complain(problem);
        if (cuts.Count > 0)
            await GoOnAsync(disk, work);
        var row = work.Row(
            Name,
            $"{sizes.Items} items, {cuts.Count} power cuts, half of them with some unsynced blocks written",
            "none",
            $"{cuts.Results} shown results looked for");
        return row with { Lost = row.Lost + cuts.Lost, Changed = row.Changed + cuts.Changed };
    }

    private static async Task CutAsync(
        ChaosRun run, ChaosSizes sizes, DisturbedRun work, WebServer server, CuttableDisk disk, CutTally cuts, CancellationToken workEnded)
    {
        var random = new Random(run.Seed);
        var moments = Enumerable.Range(0, sizes.PowerCuts).Select(_ => random.NextDouble() * sizes.Items).Order().ToList();
        try
        {
            foreach (var (number, moment) in moments.Index())
            {
                while (work.Done < moment)
                    await Task.Delay(20, workEnded);
                await Task.Delay(random.Next(400), workEnded);
                // Before the cut: whatever was shown by now was to be on the disk.
                var shown = work.Shown();
                await disk.CutAsync(server.Id, withUnsyncedBlocks: number % 2 == 1);
                cuts.Add(await CutDatabase.LookAsync(disk.Cut, shown));
            }
        }
        catch (OperationCanceledException) when (workEnded.IsCancellationRequested && work.HasEnded)
        {
            // The work was quicker; the count says so.
        }
    }

    /// <summary>On the last cut, a server brings all that was accepted to its end.</summary>
    private static async Task GoOnAsync(CuttableDisk disk, DisturbedRun work)
    {
        await using var server = new WebServer(WebServer.SettingsFor(disk.Cut));
        server.Start();
        using var api = new ApiClient(server.AddressAsync);
        using var patience = new CancellationTokenSource(Patience.Ceiling);
        while (true)
        {
            var body = await api.GetAsync("/v1/batches?limit=100", patience.Token);
            var open = body.GetProperty("data").EnumerateArray().Where(batch => batch.GetProperty("status").GetString() is not "completed").ToList();
            if (open.Count == 0)
                return;
            if (open.FirstOrDefault(batch => batch.GetProperty("status").GetString() is "failed") is { ValueKind: System.Text.Json.JsonValueKind.Object } failed)
            {
                work.Complain($"after a power cut a batch failed: {failed.GetProperty("errors")}");
                return;
            }

            await Task.Delay(200, patience.Token);
        }
    }
}

/// <summary>What all looks together found.</summary>
internal sealed class CutTally
{
    private readonly List<string> _problems = [];

    public int Count { get; private set; }

    public int Results { get; private set; }

    public int Lost { get; private set; }

    public int Changed { get; private set; }

    public IReadOnlyList<string> Problems => _problems;

    public void Add(CutFinding finding)
    {
        Count++;
        Results += finding.Results;
        Lost += finding.Lost;
        Changed += finding.Changed;
        _problems.AddRange(finding.Problems.Select(problem => $"cut {Count}: {problem}"));
    }
}
