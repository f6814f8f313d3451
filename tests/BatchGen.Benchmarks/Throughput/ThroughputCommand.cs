using System.Text.Json;
using BatchGen.Engine.Host;
using BatchGen.Inference.Runtime;
using BatchGen.Testing;

namespace BatchGen.Benchmarks.Throughput;

/// <summary>Runs every contender through every workload, round by round in turn, and prints one table.</summary>
internal sealed class ThroughputCommand(ThroughputOptions options) : IDisposable
{
    public const string Verb = "throughput";

    private const int WarmUpItems = 2;

    private readonly PassageStore _store = new(options.Results);
    private readonly ScratchFolder _scratch = new();

    /// <returns>0, or 2 when an argument is wrong.</returns>
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments)
    {
        if (arguments is ["--help"])
        {
            await Console.Out.WriteLineAsync(ThroughputOptions.Help);
            return 0;
        }

        try
        {
            using var command = new ThroughputCommand(ThroughputOptions.Parse(arguments));
            return await command.RunAsync();
        }
        catch (FormatException wrong)
        {
            await Console.Error.WriteLineAsync(wrong.Message);
            return 2;
        }
    }

    private async Task<int> RunAsync()
    {
        foreach (var name in options.Models)
        {
            var model = ThroughputModel.Of(name);
            var workloads = Workloads(model);
            foreach (var workload in workloads)
                await RunAsync(model, workload);
        }

        ThroughputTable.Of(_store.All).Print(Console.Out);
        return 0;
    }

    public void Dispose() => _scratch.Dispose();

    private List<Workload> Workloads(ThroughputModel model)
    {
        if (model.HasChain)
            return Make(new ChainPrompts());
        using var vocabulary = RuntimeFactory.Create(_ => { }).LoadModel(
            new ModelLoadRequest(model.Path, GpuLayers: 0), progress: null, CancellationToken.None);
        return Make(new TextPrompts(vocabulary));

        List<Workload> Make(IPromptMaker prompts) => [.. options.Workloads.SelectMany(name => new WorkloadFactory(prompts).Make(name, options.Items))];
    }

    private async Task RunAsync(ThroughputModel model, Workload workload)
    {
        var contenders = new Contenders(options, model);
        var all = contenders.Ours(workload).Concat(await BestServerAsync(model, workload, contenders)).Concat(contenders.Others(workload)).ToList();
        for (var round = 0; round < options.Rounds; round++)
        {
            foreach (var contender in all.ToList())
            {
                if (!await TryRunAsync(model, workload, contender, keep: true))
                    all.Remove(contender);
            }
        }
    }

    /// <summary>llama-server with the setting that was fastest in one passage each; none without peers.</summary>
    private async Task<IReadOnlyList<Contender>> BestServerAsync(ThroughputModel model, Workload workload, Contenders contenders)
    {
        var settings = contenders.ServerSettings(workload);
        if (settings.Count < 2)
            return [.. settings.Select(contenders.Server)];
        var tried = new List<(Contender Server, double Speed)>();
        foreach (var server in settings.Select(contenders.Server))
        {
            if (await RunOnceAsync(model, workload, server) is { } figures)
                tried.Add((server, figures.TokensASecond));
        }

        return tried.Count == 0 ? [] : [tried.MaxBy(one => one.Speed).Server];
    }

    private async Task<bool> TryRunAsync(ThroughputModel model, Workload workload, Contender contender, bool keep)
    {
        if (await RunOnceAsync(model, workload, contender) is not { } figures)
            return false;
        if (keep)
            _store.Add(new Passage(model.Name, workload.Name, workload.Description, workload.Items.Count, contender.Name, figures));
        return true;
    }

    private async Task<RunFigures?> RunOnceAsync(ThroughputModel model, Workload workload, Contender contender)
    {
        try
        {
            await using var running = await contender.StartAsync();
            var warmUp = workload with { Items = [.. workload.Items.Take(WarmUpItems).Select(Other)] };
            await running.RunAsync(warmUp, Write(warmUp));
            var figures = await running.RunAsync(workload, Write(workload));
            await Console.Error.WriteLineAsync($"{model.Name} {workload.Name}: {contender.Name} {figures.Seconds:0.0} s, {figures.TokensASecond:0} tokens/s, {JsonSerializer.Serialize(figures)}");
            return figures;
        }
        catch (ContenderException failure)
        {
            await Console.Error.WriteLineAsync($"{model.Name} {workload.Name}: left out: {failure.Message}");
            return null;
        }
    }

    /// <summary>Without its first token: a prompt that shares no beginning with those to be timed, for contenders that keep what they computed.</summary>
    private static WorkItem Other(WorkItem item) => item with { Prompt = item.Prompt[1..], Text = item.Text?[1..] };

    private string Write(Workload workload)
    {
        var path = _scratch.File($"{workload.Name}-{workload.Items.Count}.json");
        File.WriteAllText(path, JsonSerializer.Serialize(workload.Items));
        return path;
    }
}
