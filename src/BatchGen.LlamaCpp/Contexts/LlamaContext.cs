using BatchGen.Inference.Runtime;
using BatchGen.LlamaCpp.DryRuns;
using BatchGen.LlamaCpp.Native;

namespace BatchGen.LlamaCpp.Contexts;

/// <summary>
/// A llama_context. Every call checks its arguments first: beyond them llama.cpp aborts, and no catch sees that.
/// A second thread gets an exception instead of ending the process.
/// </summary>
public sealed unsafe class LlamaContext : IRuntimeContext
{
    private readonly ContextHandle _handle;
    private readonly StepBatchHandle _batch;
    private readonly AbortFlag _abort;
    private readonly KvCells _cells;
    private readonly SavedSequences _saved;
    private readonly CoreShare _cores;
    private readonly bool _canDecode;
    private readonly int _vocabularySize;
    private bool _hasLogits;
    private int _busy;

    internal LlamaContext(ContextHandle handle, AbortFlag abort, ContextInfo info, SequenceOrigin origin, int vocabularySize, CoreShare cores, bool canDecode)
    {
        _handle = handle;
        _abort = abort;
        _batch = new StepBatchHandle(info.StepTokens);
        _cells = new KvCells(handle, origin.Layout);
        _saved = new SavedSequences(handle, _cells, origin);
        _vocabularySize = vocabularySize;
        _cores = cores;
        _canDecode = canDecode;
        Info = info;
    }

    public ContextInfo Info { get; }

    /// <summary>What the log said when this context was created.</summary>
    internal IReadOnlyList<DeviceAllocation> LoggedAllocations { get; init; } = [];

    /// <summary>What this context's steps report to; lives as long as the context.</summary>
    internal LayerWatch? Watch { get; init; }

    /// <summary>Compute threads this context was given: what was asked for, bounded by the cores that are free.</summary>
    public int Threads => _cores.Threads;

    /// <summary>What this context and its model take on each device, simulated or real.</summary>
    public IReadOnlyList<DeviceAllocation> ReadAllocations() => Allocations.Of(_handle, LoggedAllocations);

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
            if (!_hasLogits || !_batch.WantsLogits(index))
                throw new ArgumentOutOfRangeException(nameof(index), index, "The last step succeeded without logits for this row, or did not succeed.");
            return new ReadOnlySpan<float>(LlamaContextApi.GetLogits(_handle, index), _vocabularySize);
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
        if (_handle.IsClosed)
            return;
        Enter();
        _handle.Dispose();
        _batch.Dispose();
        _abort.Dispose();
        Watch?.Dispose();
        _cores.Dispose();
        Leave();
    }

    private DecodeStatus Run(StepInput step)
    {
        _hasLogits = false;
        var status = StatusOf(LlamaContextApi.Decode(_handle, _batch.Fill(step)));
        _hasLogits = status == DecodeStatus.Ok;
        // An aborted or failed call keeps the micro-steps it had finished; without them the step can be run again.
        if (status is DecodeStatus.Aborted or DecodeStatus.OutOfMemory or DecodeStatus.Failed)
            _cells.Forget(step);
        return status;
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
        if (_handle.IsClosed)
        {
            Leave();
            throw new ObjectDisposedException(nameof(LlamaContext));
        }
    }

    private void Leave() => Volatile.Write(ref _busy, 0);
}
