using System.Diagnostics;
using BatchGen.Inference.Runtime.Logs;

namespace BatchGen.Inference.Runtime.Binding;

/// <summary>
/// A llama_context. Every call checks its arguments first: beyond them llama.cpp aborts, and no catch sees that.
/// A second thread gets an exception instead of ending the process.
/// </summary>
public sealed class RuntimeContext : IRuntimeContext
{
    private readonly INativeContext _native;
    private readonly StepRows _rows;
    private readonly AbortFlag _abort;
    private readonly LayerWatch? _watch;
    private readonly KvCells _cells;
    private readonly SavedSequences _saved;
    private readonly CoreShare _cores;
    private readonly ComputeThreads? _threads;
    private readonly bool _canDecode;
    private readonly IReadOnlyList<DeviceAllocation> _loggedAllocations;
    private bool _hasLogits;
    private int _busy;

    private RuntimeContext(
        INativeContext native,
        SequenceOrigin origin,
        ContextSettings settings,
        LogCapture log,
        bool canDecode,
        bool keepsPrefixes,
        ContextHooks hooks,
        CoreShare cores)
    {
        _native = native;
        _abort = hooks.Abort;
        _watch = hooks.Watch;
        _cores = cores;
        // Beside a GPU a thread that waits may be waiting for the device, and says nothing of other programs.
        _threads = native.ComputesOnCpu ? new ComputeThreads(cores.Threads, Environment.ProcessorCount) : null;
        _canDecode = canDecode;
        _loggedAllocations = AllocationLog.ComputeByDevice(log.Lines);
        _cells = new KvCells(native, origin.Layout);
        _saved = new SavedSequences(native, _cells, origin);
        _rows = new StepRows(native.BatchTokens);
        Info = new ContextInfo(
            native.Cells,
            native.CellsPerSequence,
            settings.Slots,
            native.BatchTokens,
            AllocationLog.KvBytes(log.Lines),
            AllocationLog.ComputeBytes(log.Lines),
            settings.KvLayout,
            Math.Min(settings.MicroStepTokens, settings.StepTokens),
            keepsPrefixes,
            settings.DraftRows);
    }

    public ContextInfo Info { get; }

    public long Progress => _abort.IsClosed ? 0 : _abort.Asked;

    /// <summary>Compute threads this context was given: what was asked for, bounded by the cores that are free.</summary>
    public int Threads => _cores.Threads;

    /// <summary>Checks the settings, asks llama.cpp, reads from its log what it allocated.</summary>
    /// <param name="watch">Hears of each layer; the context owns it from now on. Null watches nothing.</param>
    /// <exception cref="RuntimeException">The settings are out of bounds, or llama.cpp refused them or could not allocate.</exception>
    internal static RuntimeContext Create(INativeModel model, SequenceOrigin origin, ContextSettings settings, bool canDecode, LayerWatch? watch)
    {
        ContextSettingsCheck.Require(settings);
        settings = InOneGo(settings, model.KeepsPrefixes);
        var cores = CorePool.Machine.Take(settings.Threads);
        var hooks = new ContextHooks(cores.Threads, new AbortFlag(), watch);
        try
        {
            using var log = LlamaLog.Capture();
            var native = model.CreateContext(settings, hooks)
                ?? throw new RuntimeException(LogReason.Code(log, "context_create_failed"), $"llama.cpp cannot create a context of {settings.KvCells} cells for {settings.Slots} slots: {LogReason.Of(log)}. Ask for a shorter context, fewer slots or a smaller KV type.");
            return new RuntimeContext(native, origin, settings, log, canDecode, model.KeepsPrefixes, hooks, cores);
        }
        catch
        {
            watch?.Dispose();
            hooks.Abort.Dispose();
            cores.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Layers with a window have cells for it and for one micro step. Where a step of several needs more of them than there are, llama.cpp computes
    /// it all the same, and a part of the window is missing (seen in both releases: chances off by a tenth). So such a step is one micro step.
    /// </summary>
    private static ContextSettings InOneGo(ContextSettings settings, bool keepsPrefixes) => keepsPrefixes
        ? settings
        : settings with { StepTokens = Math.Max(settings.Slots, Math.Min(settings.StepTokens, settings.MicroStepTokens)) };

    /// <summary>What this context and its model take on each device, simulated or real: to the byte where the library can say so, else from its log.</summary>
    public IReadOnlyList<DeviceAllocation> ReadAllocations()
    {
        Enter();
        try
        {
            return _native.ReadBuffers() is { } buffers ? ByDevice(buffers) : _loggedAllocations;
        }
        finally
        {
            Leave();
        }
    }

    public DecodeStatus Decode(StepInput step) => Decode(step, CancellationToken.None);

    public DecodeStatus Decode(StepInput step, CancellationToken cancellationToken)
    {
        Enter();
        try
        {
            RequireWeights();
            StepCheck.Require(step, Info);
            _abort.Lower();
            using var registration = cancellationToken.UnsafeRegister(static flag => ((AbortFlag)flag!).Raise(), _abort);
            return Run(step);
        }
        finally
        {
            Leave();
        }
    }

    public ReadOnlySpan<float> GetLogits(int index)
    {
        Enter();
        try
        {
            if (!_hasLogits || !_rows.WantsLogits(index))
                throw new ArgumentOutOfRangeException(nameof(index), index, "The last step succeeded without logits for this row, or did not succeed.");
            return _native.Logits(index);
        }
        finally
        {
            Leave();
        }
    }

    public void RemoveFrom(SlotId slot, int from)
    {
        StepCheck.RequireSlot(slot, Info, nameof(slot));
        ArgumentOutOfRangeException.ThrowIfNegative(from);
        Enter();
        try
        {
            _cells.RemoveFrom(slot, from);
        }
        finally
        {
            Leave();
        }
    }

    public void SharePrefix(SlotId source, SlotId target, int length)
    {
        StepCheck.RequireSlot(source, Info, nameof(source));
        StepCheck.RequireSlot(target, Info, nameof(target));
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(length);
        Enter();
        try
        {
            _cells.SharePrefix(source, target, length);
        }
        finally
        {
            Leave();
        }
    }

    public void CopySequence(SlotId source, SlotId target)
    {
        StepCheck.RequireSlot(source, Info, nameof(source));
        StepCheck.RequireSlot(target, Info, nameof(target));
        Enter();
        try
        {
            _cells.Copy(source, target);
        }
        finally
        {
            Leave();
        }
    }

    public byte[] SaveSequence(SlotId slot)
    {
        StepCheck.RequireSlot(slot, Info, nameof(slot));
        Enter();
        try
        {
            _cells.RequireUsed(slot, nameof(slot));
            return _saved.Save(slot);
        }
        finally
        {
            Leave();
        }
    }

    public void RestoreSequence(SlotId slot, ReadOnlySpan<byte> state)
    {
        StepCheck.RequireSlot(slot, Info, nameof(slot));
        Enter();
        try
        {
            RequireWeights();
            _cells.RequireEmpty(slot, nameof(slot));
            _saved.Restore(slot, state);
        }
        finally
        {
            Leave();
        }
    }

    /// <exception cref="InvalidOperationException">Another thread is inside: freeing under it would end the process.</exception>
    public void Dispose()
    {
        if (_native.IsClosed)
            return;
        Enter();
        _native.Dispose();
        _rows.Dispose();
        _abort.Dispose();
        _watch?.Dispose();
        _cores.Dispose();
        Leave();
    }

    private DecodeStatus Run(StepInput step)
    {
        _hasLogits = false;
        _rows.Fill(step);
        var status = StatusOf(_threads is null ? _native.Decode(_rows) : DecodeBesideOthers(_threads));
        _hasLogits = status == DecodeStatus.Ok;
        // An aborted or failed call keeps the micro-steps it had finished; without them the step can be run again.
        if (status is DecodeStatus.Aborted or DecodeStatus.OutOfMemory or DecodeStatus.Failed)
            _cells.Forget(step);
        return status;
    }

    private int DecodeBesideOthers(ComputeThreads threads)
    {
        var started = Stopwatch.GetTimestamp();
        var processor = Environment.CpuUsage.TotalTime;
        var before = threads.Current;
        var code = _native.Decode(_rows);
        threads.Observe(Stopwatch.GetElapsedTime(started), Environment.CpuUsage.TotalTime - processor);
        if (threads.Current != before)
            _native.SetThreads(threads.Current);
        return code;
    }

    private static DecodeStatus StatusOf(int code) => code switch
    {
        0 => DecodeStatus.Ok,
        1 => DecodeStatus.KvFull,
        2 => DecodeStatus.Aborted,
        -1 => DecodeStatus.InvalidInput,
        -2 => DecodeStatus.OutOfMemory,
        _ => DecodeStatus.Failed,
    };

    private void RequireWeights()
    {
        if (!_canDecode)
            throw new InvalidOperationException("The model was loaded without weights (NoAlloc): its cells are memory that does not exist.");
    }

    private void Enter()
    {
        if (Interlocked.Exchange(ref _busy, 1) != 0)
            throw new InvalidOperationException("Another thread is inside this context; one thread at a time may use it.");
        if (_native.IsClosed)
        {
            Leave();
            throw new ObjectDisposedException(nameof(RuntimeContext));
        }
    }

    private void Leave() => Volatile.Write(ref _busy, 0);

    private static List<DeviceAllocation> ByDevice(IEnumerable<BufferUse> buffers) =>
    [
        .. buffers.GroupBy(buffer => buffer.Device ?? DeviceAllocation.MainMemory, (device, all) =>
        {
            var several = all.ToList();
            return new DeviceAllocation(
                device, several.Sum(buffer => buffer.WeightsBytes), several.Sum(buffer => buffer.KvBytes), several.Sum(buffer => buffer.ComputeBytes));
        }),
    ];
}
