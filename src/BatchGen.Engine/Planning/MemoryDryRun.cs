using BatchGen.Inference.Memory;
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

/// <summary>llama.cpp's own numbers for a model that is not loaded. Thread-safe; requests are answered one after the other.</summary>
public interface IMemoryDryRun
{
    /// <summary>What engines will run on, and which build of the libraries was chosen on this machine.</summary>
    /// <exception cref="DryRunException">The libraries cannot be loaded, or the process that asks could not be started or ended.</exception>
    Task<RuntimeInfo> GetRuntimeAsync(CancellationToken cancellationToken);

    /// <summary>Every device llama.cpp sees, with its memory at this moment.</summary>
    /// <exception cref="DryRunException">The process that asks could not be started or ended.</exception>
    Task<IReadOnlyList<DeviceMemory>> GetDevicesAsync(CancellationToken cancellationToken);

    /// <summary>Simulates loading. The header is checked before native code sees the file.</summary>
    /// <exception cref="DryRunException">Refused, or the simulating process ended; the next call starts another.</exception>
    Task<IReadOnlyList<DeviceAllocation>> MeasureAsync(DryRunRequest request, CancellationToken cancellationToken);
}

/// <summary>What is to be simulated.</summary>
/// <param name="Model">A GGUF file, whose weights may be missing, and how it would be placed.</param>
/// <param name="Context">As the engine would create it, cells resolved.</param>
public sealed record DryRunRequest(ModelLoadRequest Model, ContextSettings Context);

/// <summary>The simulation could not be had. The computed plan stays; the message says why it stands alone.</summary>
public sealed class DryRunException(string code, string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>The process that simulates ended in native code.</summary>
    public const string Died = "plan_process_died";

    /// <summary>It did not answer in time and was ended.</summary>
    public const string TimedOut = "plan_process_timeout";

    /// <summary>It could not be started.</summary>
    public const string NotStarted = "engine_not_started";

    /// <summary>llama.cpp does not simulate this division between GPUs.</summary>
    public const string DividedOtherwise = "plan_divided_otherwise";

    /// <summary>Stable: one of the above, or what the engine process answered (docs/errors.md).</summary>
    public string Code { get; } = code;
}

/// <summary>Between a plan and the simulation of its settings.</summary>
internal static class DryRunFigures
{
    /// <summary>The simulation of just what a plan is for.</summary>
    public static DryRunRequest RequestFor(ModelLoadRequest model, PlanSettings settings) => new(
        model with { GpuLayers = settings.GpuLayers },
        new ContextSettings(
            (int)settings.RequestedCells,
            settings.Slots,
            settings.StepTokens,
            settings.MicroStepTokens,
            Threads: 1,
            settings.KeyType,
            settings.Layout,
            settings.FlashAttention,
            settings.KvOnGpu,
            Math.Max(0, (settings.OutputsMax ?? 0) - settings.Slots)));

    /// <summary>Where llama.cpp does not say a part, the computed one stays.</summary>
    public static IReadOnlyCollection<DeviceDryRun> Of(MemoryPlan plan, IReadOnlyList<DeviceAllocation> allocations) =>
    [
        .. plan.Devices.Join(
            allocations,
            device => device.Name,
            allocation => allocation.Device,
            (device, allocation) => new DeviceDryRun(
                device.Name, allocation.WeightsBytes ?? device.WeightsBytes, allocation.KvBytes ?? device.KvBytes, allocation.ComputeBytes)),
    ];
}
