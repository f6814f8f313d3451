using System.Diagnostics;
using System.Globalization;
using BatchGen.Chaos.Tests.Servers;
using BatchGen.Chaos.Tests.Witnesses;
using BatchGen.Testing;

namespace BatchGen.Chaos.Tests.Scenarios;

/// <summary>Batches of all sizes for hours, nothing harmed: memory and handles of server and engine stay as they are after the first minutes.</summary>
internal sealed class Soak : IScenario
{
    private const int OpenAtOnce = 3;
    private const double MostDrift = 0.05;

    /// <summary>Handles come and go with connections.</summary>
    private const int MoreHandles = 10;

    private static readonly TimeSpan Sample = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestStart = TimeSpan.FromMinutes(10);

    public string Name => "soak";

    public async Task<ScenarioRow> RunAsync(ChaosRun run)
    {
        using var folder = new ScratchFolder();
        await using var server = new WebServer(WebServer.SettingsFor(folder.File("data")));
        server.Start();
        using var api = new ApiClient(server.AddressAsync);
        var witness = new Witness();
        var batches = new WatchedBatches(api, witness);
        using var ended = new CancellationTokenSource();
        var watching = batches.WatchAsync(ended.Token);
        var random = new Random(run.Seed);
        var samples = new List<SoakSample>();
        var watch = Stopwatch.StartNew();
        var sampled = TimeSpan.Zero;
        while (watch.Elapsed < run.Sizes.Soak)
        {
            if (batches.OpenCount < OpenAtOnce)
            {
                var items = random.Next(1, 60);
                await batches.SubmitAsync($"soak-{batches.All.Count}", items, Prompts.Lines(items, random.Next(1, 128)), null, CancellationToken.None);
            }

            if (watch.Elapsed - sampled >= Sample
                && server.EngineId is { } engine
                && ChildProcesses.UseOf(server.Id) is { } web
                && ChildProcesses.UseOf(engine) is { } own)
            {
                sampled = watch.Elapsed;
                samples.Add(new SoakSample(watch.Elapsed, web, own));
            }

            await Task.Delay(100);
        }

        await ended.CancelAsync();
        await watching;
        // One after the other, and there are many.
        using var patience = new CancellationTokenSource(Patience.Ceiling + TimeSpan.FromSeconds(batches.All.Count));
        await batches.WatchToEndAsync(patience.Token);
        await batches.ReadFilesAsync(patience.Token);
        return Row(run, samples, witness, batches.All.Count);
    }

    private ScenarioRow Row(ChaosRun run, List<SoakSample> samples, Witness witness, int batches)
    {
        var start = run.Sizes.Soak / 3 < LongestStart ? run.Sizes.Soak / 3 : LongestStart;
        var window = (run.Sizes.Soak - start) / 4;
        var first = samples.FindAll(sample => sample.At >= start && sample.At < start + window);
        var last = samples.FindAll(sample => sample.At >= run.Sizes.Soak - window);
        if (first.Count == 0 || last.Count == 0)
            return ScenarioRow.NotRun(Name, "too short to compare its beginning with its end");

        var problems = new List<string>();
        var web = Drift("server", first.ConvertAll(sample => sample.Web), last.ConvertAll(sample => sample.Web), problems);
        var engine = Drift("engine", first.ConvertAll(sample => sample.Engine), last.ConvertAll(sample => sample.Engine), problems);
        if (witness.Lost + witness.Duplicated + witness.Changed > 0)
            problems.Add($"{witness.Lost} lost, {witness.Duplicated} duplicated, {witness.Changed} changed");
        return new ScenarioRow(
            Name,
            string.Create(CultureInfo.InvariantCulture, $"{run.Sizes.Soak.TotalMinutes:0} min, {batches} batches, {witness.Shown} items"),
            witness.Lost,
            witness.Duplicated,
            witness.Changed,
            "none",
            "",
            string.Create(CultureInfo.InvariantCulture, $"after {start.TotalMinutes:0.#} min: {web}; {engine}"),
            problems);
    }

    private static string Drift(string who, List<ProcessUse> first, List<ProcessUse> last, List<string> problems)
    {
        // The median: a collection or a large batch makes single samples differ.
        var before = Median(first.ConvertAll(use => use.ResidentBytes));
        var after = Median(last.ConvertAll(use => use.ResidentBytes));
        var drift = (double)(after - before) / before;
        var handlesBefore = Median(first.ConvertAll(use => (long)use.Handles));
        var handlesAfter = Median(last.ConvertAll(use => (long)use.Handles));
        if (drift > MostDrift)
            problems.Add(string.Create(CultureInfo.InvariantCulture, $"the {who}'s memory grew by {drift:P1}"));
        if (handlesAfter - handlesBefore > MoreHandles)
            problems.Add($"the {who}'s handles grew from {handlesBefore} to {handlesAfter}");
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{who} {before / 1048576.0:0} → {after / 1048576.0:0} MiB ({drift:+0.0 %;-0.0 %}), handles {handlesBefore} → {handlesAfter}");
    }

    private static long Median(List<long> values) => values.Order().ElementAt(values.Count / 2);

    private sealed record SoakSample(TimeSpan At, ProcessUse Web, ProcessUse Engine);
}
