using BatchGen.Inference.Runtime;
using Microsoft.Extensions.Options;

namespace BatchGen.Engine.Planning;

/// <summary>
/// Asks an engine process, because a header that ends llama.cpp must end a child and nothing else. The process is kept
/// for a while after each answer: its start takes longer than what it is asked.
/// </summary>
internal sealed class MemoryDryRun : IMemoryDryRun, IAsyncDisposable
{
    private readonly PlanningOptions _options;
    private readonly TimeProvider _time;
    private readonly ITimer _idle;
    private readonly SemaphoreSlim _turn = new(1);
    private PlanProcess? _process;
    private bool _disposed;

    public MemoryDryRun(IOptions<PlanningOptions> options, TimeProvider time)
    {
        _options = options.Value;
        _time = time;
        _idle = time.CreateTimer(_ => _ = EndIdleAsync(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>The process that is kept now, or null.</summary>
    internal int? ProcessId => _process?.Id;

    public async Task<RuntimeInfo> GetRuntimeAsync(CancellationToken cancellationToken) =>
        (await AskAsync(new PlanHostRequest(null), cancellationToken)).Runtime!;

    public async Task<IReadOnlyList<DeviceMemory>> GetDevicesAsync(CancellationToken cancellationToken) =>
        (await AskAsync(new PlanHostRequest(null), cancellationToken)).Devices;

    public async Task<IReadOnlyList<DeviceAllocation>> MeasureAsync(DryRunRequest request, CancellationToken cancellationToken) =>
        (await AskAsync(new PlanHostRequest(request), cancellationToken)).Allocations;

    public async ValueTask DisposeAsync()
    {
        await _idle.DisposeAsync();
        await _turn.WaitAsync();
        _disposed = true;
        await EndAsync();
        _turn.Release();
    }

    /// <summary>Who asks may leave the queue; once asked, the answer is awaited, or the next reader would get it.</summary>
    private async Task<PlanHostReply> AskAsync(PlanHostRequest request, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            var reply = await AskProcessAsync(request);
            _idle.Change(_options.ProcessIdleTime, Timeout.InfiniteTimeSpan);
            return reply.Code is null ? reply : throw new DryRunException(reply.Code, reply.Message!);
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task<PlanHostReply> AskProcessAsync(PlanHostRequest request)
    {
        if (_process is { HasExited: true })
            await EndAsync();
        _process ??= PlanProcess.Start();
        using var deadline = new CancellationTokenSource(_options.DryRunTimeout, _time);
        try
        {
            return await _process.AskAsync(request, deadline.Token);
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested)
        {
            await EndAsync();
            throw new DryRunException(
                DryRunException.TimedOut,
                $"Simulating the load of the model took longer than {_options.DryRunTimeout.TotalSeconds:0} s and was ended; the computed figures stand. {PlanningOptions.Section}:{nameof(PlanningOptions.DryRunTimeout)} sets the time.");
        }
        catch (DryRunException)
        {
            await EndAsync();
            throw;
        }
    }

    private async Task EndIdleAsync()
    {
        // Somebody asks just now: the timer is set again after the answer.
        if (!await _turn.WaitAsync(TimeSpan.Zero))
            return;
        await EndAsync();
        _turn.Release();
    }

    private async Task EndAsync()
    {
        if (_process is { } process)
            await process.DisposeAsync();
        _process = null;
    }
}
