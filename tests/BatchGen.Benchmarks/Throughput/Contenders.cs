using System.Globalization;
using System.Text.Json;

namespace BatchGen.Benchmarks.Throughput;

/// <summary>Who takes part in a workload.</summary>
internal sealed class Contenders(ThroughputOptions options, ThroughputModel model)
{
    private const string Own = "ours";

    // llama.cpp gives each slot a multiple of it.
    private const int CellStep = 256;

    /// <summary>Our own first: the others' ratios are to it.</summary>
    public IReadOnlyList<Contender> Ours(Workload workload)
    {
        var ours = new List<Contender> { Loop(Own, folder: null, IsDecode(workload) ? Sized(options.Loop with { Slots = workload.Items.Count }, workload) : options.Loop) };
        ours.AddRange(options.Compare.Where(settings => settings != options.Loop).Select(
            settings => Loop($"{Own} {settings.Name}", folder: null, Sized(settings, workload))));
        ours.AddRange(options.Others.Select(other => Loop($"{Own}, {other.Name}", other.Folder, options.Loop)));
        if (options.Product && workload.Items[0].Text is not null)
            ours.Add(new Contender("whole product", () => Child("whole product", null, ProductChild.Verb, options.Loop)));
        return ours;
    }

    public IReadOnlyList<ServerSettings> ServerSettings(Workload workload) =>
        options.Peers is null || IsDecode(workload)
        ? []
        : options.ServerSettings.Count > 0
            ? [.. options.ServerSettings.Select(Throughput.ServerSettings.Parse)]
            : Throughput.ServerSettings.Candidates(workload, options.Loop.Cells);

    public Contender Server(ServerSettings settings) => new(
        $"llama-server {settings.Name}",
        async () => await ServerContender.StartAsync(options.Peers!, model.Path, options.Loop, settings));

    public IEnumerable<Contender> Others(Workload workload)
    {
        if (options.Peers is not { } peers)
            yield break;
        if (IsDecode(workload))
        {
            yield return new Contender("llama-batched-bench", () => Task.FromResult<IRunning>(new BatchedBench(peers, model.Path, options.Loop)));
            yield break;
        }

        // As many sequences as its context is long enough for; its own dispatcher batches them.
        var sequences = Math.Clamp(options.Loop.Cells / (workload.LargestCells + 1), 1, 16);
        yield return new Contender($"node-llama-cpp, {sequences} sequences", async () => await ChildContender.StartAsync("node-llama-cpp", new(
            "node",
            [
                Path.Combine(AppContext.BaseDirectory, "Throughput", "node-peer.mjs"), peers, model.Path,
                Text(sequences), Text(options.Loop.Cells), Text(options.Loop.Threads),
            ])));
    }

    /// <summary>So many sequences at once are compared, as many slots they need.</summary>
    private static bool IsDecode(Workload workload) => workload.Name.StartsWith("decode", StringComparison.Ordinal);

    private Contender Loop(string name, string? folder, LoopSettings settings) =>
        new(name, () => Child(name, folder, LoopChild.Verb, settings));

    private async Task<IRunning> Child(string name, string? folder, string verb, LoopSettings settings) =>
        await ChildContender.StartAsync(name, ChildContender.Own(folder, verb, model.Path, JsonSerializer.Serialize(settings)));

    private LoopSettings Sized(LoopSettings settings, Workload workload) => settings with
    {
        Cells = Math.Max(options.Loop.Cells, settings.Slots * (workload.LargestCells + CellStep - 1) / CellStep * CellStep),
        Threads = options.Loop.Threads,
    };

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
