using BatchGen.Inference.Runtime.Binding;
using BatchGen.LLamaSharp.Native;
using LLama.Native;

namespace BatchGen.LLamaSharp;

/// <summary>LLamaSharp's context handle. Steps go past its <c>LLamaBatch</c> and the lock around its Decode (<see cref="MissingApi.Decode"/>).</summary>
internal sealed unsafe class NativeContext : INativeContext
{
    private readonly SafeLLamaContextHandle _handle;
    private readonly NativeModel _model;
    private readonly nint _context;
    private readonly nint _memory;

    public NativeContext(SafeLLamaContextHandle handle, NativeModel model)
    {
        _handle = handle;
        _model = model;
        _model.Hold();
        _context = handle.DangerousGetHandle();
        _memory = MissingApi.GetMemory(_context);
    }

    public bool IsClosed => _handle.IsClosed;

    public int Cells => (int)_handle.ContextSize;

    public int CellsPerSequence => (int)MissingApi.CellsPerSequence(_context);

    public int BatchTokens => (int)_handle.BatchSize;

    public bool ComputesOnCpu { get; } = LLamaSharpLibrary.Ggml.Devices().All(device => device.Type is not (1 or 2));

    public int Decode(StepRows rows) => MissingApi.Decode(_context, new LLamaNativeBatch
    {
        n_tokens = rows.Count,
        tokens = (LLamaToken*)rows.Tokens,
        pos = (LLamaPos*)rows.Positions,
        n_seq_id = rows.SequenceCounts,
        seq_id = (LLamaSeqId**)rows.SequencesOfRow,
        logits = (byte*)rows.Outputs,
    });

    public void SetThreads(int threads)
    {
        _handle.GenerationThreads = threads;
        _handle.BatchThreads = threads;
    }

    public ReadOnlySpan<float> Logits(int row) => _handle.GetLogitsIth(row);

    public bool RemoveCells(int sequence, int from, int to) => NativeApi.llama_memory_seq_rm(_memory, (LLamaSeqId)sequence, from, to);

    public void CopyCells(int source, int target, int from, int to) =>
        _handle.MemorySequenceCopy((LLamaSeqId)source, (LLamaSeqId)target, from, to);

    public int LastPosition(int sequence) => _handle.MemorySequenceMaxPosition((LLamaSeqId)sequence).Value;

    public long StateBytes(int sequence) => (long)_handle.GetStateSize((LLamaSeqId)sequence);

    public long SaveState(int sequence, Span<byte> target)
    {
        fixed (byte* bytes = target)
            return (long)_handle.GetState(bytes, (nuint)target.Length, (LLamaSeqId)sequence);
    }

    public long RestoreState(int sequence, ReadOnlySpan<byte> source)
    {
        fixed (byte* bytes = source)
            return (long)_handle.SetState(bytes, (nuint)source.Length, (LLamaSeqId)sequence);
    }

    public IReadOnlyList<BufferUse>? ReadBuffers() => MemoryBreakdown.Read(LLamaSharpLibrary.Handle, _context, LLamaSharpLibrary.Ggml.DeviceOf);

    public void Dispose()
    {
        if (_handle.IsClosed)
            return;
        _handle.Dispose();
        _model.Release();
    }
}
