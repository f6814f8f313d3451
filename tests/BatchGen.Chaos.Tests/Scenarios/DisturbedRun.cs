using System.Diagnostics;
using System.Globalization;
using BatchGen.Chaos.Tests.Servers;
using BatchGen.Chaos.Tests.Witnesses;
using BatchGen.Testing;

namespace BatchGen.Chaos.Tests.Scenarios;

/// <summary>
/// Work that is done while somebody does harm: its speed without harm is measured first, then one large batch and many small ones are
/// handed in (many, so that harm also falls between the commits and what follows them), and at the end everything is compared with
/// what was shown on the way.
/// </summary>
internal sealed class DisturbedRun : IDisposable
{
    private const int SmallBatch = 10;
    private const int OpenAtOnce = 4;
    private const int LeastMeasured = 40;
    private const int MostMeasured = 400;

    /// <summary>On top of what the remaining work takes: a start and a model's load.</summary>
    private static readonly TimeSpan UsualAllowance = TimeSpan.FromSeconds(30);

    /// <summary>What is not told after so long is not told by itself any more: the upkeep looks every minute.</summary>
    private static readonly TimeSpan TellingTakes = TimeSpan.FromMinutes(3);

    private readonly ChaosRun _run;
    private readonly IReadOnlyList<WebServer> _servers;
    private readonly TimeSpan _allowance;
    private readonly CallReceiver? _calls;
    private readonly List<string> _problems = [];
    private WatchedBatches _batches;
    private double _itemsPerSecond;
    private int _turn;
    private string? _late;

    /// <param name="allowance">What the end may take on top of the remaining work.</param>
    public DisturbedRun(ChaosRun run, IReadOnlyList<WebServer> servers, TimeSpan? allowance = null)
    {
        _run = run;
        _allowance = allowance ?? UsualAllowance;
        _servers = servers;
        Api = new ApiClient(AddressAsync);
        _batches = new WatchedBatches(Api, Witness);
        _calls = run.Sizes.IsThorough ? new CallReceiver() : null;
    }

    public ApiClient Api { get; }

    public Witness Witness { get; } = new();

    /// <summary>Items that have their end.</summary>
    public int Done => _batches.DoneItems;

    public bool HasEnded { get; private set; }

    /// <summary>Every result that was shown until now, by batch and custom id.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Shown() => Witness.Snapshot();

    /// <summary>What a scenario finds besides.</summary>
    public void Complain(string problem) => _problems.Add(problem);

    /// <summary>From the end of the harm to the end of the work.</summary>
    public string End { get; private set; } = "";

    /// <summary>The whole of it.</summary>
    /// <param name="harm">Does harm until it has done all, or the token says that the work has ended.</param>
    public async Task RunAsync(Func<CancellationToken, Task> harm)
    {
        using var ceiling = new CancellationTokenSource(TimeSpan.FromHours(6));
        await MeasureAsync(ceiling.Token);

        _batches = new WatchedBatches(Api, Witness);
        using var worked = CancellationTokenSource.CreateLinkedTokenSource(ceiling.Token);
        using var harming = CancellationTokenSource.CreateLinkedTokenSource(ceiling.Token);
        var watching = _batches.WatchAsync(worked.Token);
        var working = WorkAsync("run", _run.Sizes.Items, harming, ceiling.Token);
        var doing = harm(harming.Token);
        // Work that fails tells nobody that it has ended: the harm would wait for it for ever.
        if (await Task.WhenAny(doing, working) == working && working.IsFaulted)
        {
            await harming.CancelAsync();
            await Task.WhenAny(doing);
        }
        else
        {
            await doing;
        }

        await EndAsync(working, ceiling);
        await worked.CancelAsync();
        await watching;

        await CompareAsync(ceiling.Token);
        if (_calls is not null)
            await HearAsync(ceiling.Token);
        await RestartAsync(ceiling.Token);
    }

    public ScenarioRow Row(string name, string size, string deaths, string note)
    {
        if (Witness.Lost > 0)
            _problems.Add($"{Witness.Lost} results lost");
        if (Witness.Duplicated > 0)
            _problems.Add($"{Witness.Duplicated} items with two ends");
        if (Witness.Changed > 0)
            _problems.Add($"{Witness.Changed} results changed");
        if (_batches.FallenBack > 0)
            _problems.Add($"counters went back {_batches.FallenBack} times");
        var quarantined = Witness.Errors("engine_crash_quarantined");
        var seen = string.Create(CultureInfo.InvariantCulture, $"{_itemsPerSecond:0.0} items/s undisturbed; {Api.HeldKeys} requests with a dead process's key; {quarantined} items quarantined, {Witness.Errors() - quarantined} other errors");
        return new ScenarioRow(
            name,
            size,
            Witness.Lost,
            Witness.Duplicated,
            Witness.Changed,
            deaths,
            End,
            note.Length == 0 ? seen : $"{seen}; {note}",
            _problems) { Late = _late };
    }

    public void Dispose()
    {
        Api.Dispose();
        _calls?.Dispose();
    }

    private async Task MeasureAsync(CancellationToken cancellationToken)
    {
        // The engine is loaded, and the code compiled, before anything is measured.
        await WorkAsync("warm", SmallBatch, null, cancellationToken);
        var items = Math.Clamp(_run.Sizes.Items / 10, LeastMeasured, MostMeasured);
        var watch = Stopwatch.StartNew();
        await WorkAsync("measure", items, null, cancellationToken);
        _itemsPerSecond = items / watch.Elapsed.TotalSeconds;
        await _run.Log.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"  {_itemsPerSecond:0.0} items a second undisturbed"));
    }

    /// <summary>Hands in half of the items as one batch and the others as small ones, a few at a time, and waits for the end of all.</summary>
    private async Task WorkAsync(string name, int items, CancellationTokenSource? tellsEnd, CancellationToken cancellationToken)
    {
        using var watched = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var watching = tellsEnd is null ? _batches.WatchAsync(watched.Token) : Task.CompletedTask;
        var half = items / 2;
        await SubmitAsync($"{name}-large", half, cancellationToken);
        for (var given = half; given < items; given += SmallBatch)
        {
            await UntilAsync(() => _batches.OpenCount < OpenAtOnce, cancellationToken);
            await SubmitAsync($"{name}-{given}", Math.Min(SmallBatch, items - given), cancellationToken);
        }

        await UntilAsync(() => _batches.OpenCount == 0, cancellationToken);
        HasEnded = tellsEnd is not null;
        if (tellsEnd is not null)
            await tellsEnd.CancelAsync();
        await watched.CancelAsync();
        await watching;
    }

    private Task SubmitAsync(string name, int items, CancellationToken cancellationToken) =>
        _batches.SubmitAsync(name, items, Prompts.Lines(items), _calls?.Address, cancellationToken);

    private async Task EndAsync(Task working, CancellationTokenSource ceiling)
    {
        var left = _run.Sizes.Items - Done;
        var atMost = TimeSpan.FromSeconds(left / _itemsPerSecond) + _allowance;
        var watch = Stopwatch.StartNew();
        // Far beyond what is promised: what comes then is late, what does not come hangs.
        ceiling.CancelAfter((10 * atMost) + Patience.Ceiling);
        try
        {
            await working;
        }
        catch (OperationCanceledException) when (ceiling.IsCancellationRequested)
        {
            throw new TimeoutException($"Of {_run.Sizes.Items} items {Done} have their end, and the others do not come: {string.Join(", ", _batches.All.Where(batch => !batch.HasEnded).Select(batch => $"{batch.Id} {batch.Status} {batch.Done} of {batch.Items}"))}\n{string.Join('\n', _servers.Select(server => server.LastWords))}");
        }

        End = string.Create(CultureInfo.InvariantCulture, $"{watch.Elapsed.TotalSeconds:0.0} s of {atMost.TotalSeconds:0.0} for {left} items");
        if (watch.Elapsed > atMost)
            _late = $"later than promised: {End}";
    }

    private async Task CompareAsync(CancellationToken cancellationToken)
    {
        await _batches.ReadFilesAsync(cancellationToken);
        foreach (var batch in _batches.All.Where(batch => batch.Status != "completed"))
            _problems.Add($"batch {batch.Id} is {batch.Status} {batch.Errors}");
    }

    /// <summary>Every batch's end was told, and as it was.</summary>
    private async Task HearAsync(CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        while (Untold() is not [] && watch.Elapsed < TellingTakes)
            await Task.Delay(500, cancellationToken);
        foreach (var batch in Untold())
            _problems.Add($"nobody was told that batch {batch.Id} is {batch.Status}");
        foreach (var call in _calls!.Calls)
        {
            if (_batches.All.FirstOrDefault(batch => batch.Id == call.Batch) is { } batch && call.Event != $"batch.{batch.Status}")
                _problems.Add($"{call.Event} was told of batch {batch.Id}, which is {batch.Status}");
        }
    }

    private List<WatchedBatch> Untold()
    {
        var told = _calls!.Calls.Select(call => call.Batch).ToHashSet(StringComparer.Ordinal);
        return [.. _batches.All.Where(batch => !told.Contains(batch.Id))];
    }

    /// <summary>Stopped as an operator stops it and started again, everything still is as it was.</summary>
    private async Task RestartAsync(CancellationToken cancellationToken)
    {
        foreach (var server in _servers.Where(server => server.IsRunning))
        {
            var stop = await server.StopAsync();
            if (stop.ExitCode != 0)
                _problems.Add($"stopped with SIGTERM it ended with code {stop.ExitCode}");
            server.StartAgain();
        }

        await CompareAsync(cancellationToken);
    }

    /// <summary>Of one that runs, in turn.</summary>
    private async Task<Uri> AddressAsync(CancellationToken cancellationToken)
    {
        var running = _servers.Where(server => server.IsRunning).ToList();
        var server = running.Count == 0 ? _servers[0] : running[Interlocked.Increment(ref _turn) % running.Count];
        return await server.AddressAsync(cancellationToken);
    }

    private static async Task UntilAsync(Func<bool> holds, CancellationToken cancellationToken)
    {
        while (!holds())
            await Task.Delay(20, cancellationToken);
    }
}
