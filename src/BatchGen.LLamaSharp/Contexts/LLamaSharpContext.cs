using BatchGen.Inference.Runtime;
using BatchGen.LlamaCpp.Contexts;
using BatchGen.LlamaCpp.DryRuns;
using BatchGen.LlamaCpp.Native;
using BatchGen.LLamaSharp.Models;
using LLama.Native;

namespace BatchGen.LLamaSharp.Contexts;

/// <summary>
/// A context over LLamaSharp's handle. Every call checks its arguments first: beyond them llama.cpp aborts, and no catch
/// sees that. A second thread gets an exception instead of ending the process.
/// </summary>
public sealed class LLamaSharpContext : IRuntimeContext
{
    private readonly SafeLLamaContextHandle _handle;
    private readonly ModelLease _model;
    private readonly StepBatch _batch;
    private readonly AbortFlag _abort;
    private readonly KvCells _cells;
    private readonly SavedSequences _saved;
    private readonly CoreShare _cores;
    private readonly bool _canDecode;
    private bool _hasLogits;
    private int _busy;

    internal LLamaSharpContext(SafeLLamaContextHandle handle, ModelLease model, AbortFlag abort, ContextInfo info, SequenceOrigin origin, CoreShare cores, bool canDecode)
    {
        _handle = handle;
        _model = model;
        _model.Hold();
        _abort = abort;
        _batch = new StepBatch(info.StepTokens);
        _cells = new KvCells(handle, origin.Layout);
        _saved = new SavedSequences(handle, _cells, origin);
        _cores = cores;
        _canDecode = canDecode;
        Info = info;
    }

    public ContextInfo Info { get; }

    /// <summary>What the log said when this context was created.</summary>
    internal IReadOnlyList<DeviceAllocation> LoggedAllocations { get; init; } = [];

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
            return _handle.GetLogitsIth(index);
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
        _model.Release();
        _abort.Dispose();
        _cores.Dispose();
        Leave();
    }

    private DecodeStatus Run(StepInput step)
    {
        _hasLogits = false;
        // LLamaSharp calls an empty batch a success; llama.cpp, and so the seam, calls it malformed.
        if (step.Count == 0)
            return DecodeStatus.InvalidInput;
        _batch.Fill(step);
        var status = StatusOf(_handle.Decode(_batch.Native));
        _hasLogits = status == DecodeStatus.Ok;
        // An aborted or failed call keeps the micro-steps it had finished; without them the step can be run again.
        if (status is DecodeStatus.Aborted or DecodeStatus.OutOfMemory or DecodeStatus.Failed)
            _cells.Forget(step);
        return status;
    }

    private static DecodeStatus StatusOf(DecodeResult result) => result switch
    {
        DecodeResult.Ok => DecodeStatus.Ok,
        DecodeResult.NoKvSlot => DecodeStatus.KvFull,
        DecodeResult.ComputeAborted => DecodeStatus.Aborted,
        DecodeResult.InvalidInputBatch => DecodeStatus.InvalidInput,
        DecodeResult.AllocationFailed => DecodeStatus.OutOfMemory,
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
            throw new ObjectDisposedException(nameof(LLamaSharpContext));
        }
    }

    private void Leave() => Volatile.Write(ref _busy, 0);
}
