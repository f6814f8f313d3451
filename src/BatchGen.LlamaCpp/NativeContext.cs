using System.Runtime.InteropServices;
using BatchGen.Inference.Runtime.Binding;
using BatchGen.LlamaCpp.Native;

namespace BatchGen.LlamaCpp;

/// <summary>llama.h's context calls.</summary>
internal sealed unsafe class NativeContext(ContextHandle handle, int vocabularySize) : INativeContext
{
    // A pointer into the context; llama.cpp hands out the same one as long as the context lives.
    private readonly nint _memory = LlamaApi.GetMemory(handle);

    public bool IsClosed => handle.IsClosed;

    public int Cells => (int)LlamaApi.Cells(handle);

    public int CellsPerSequence => (int)LlamaApi.CellsPerSequence(handle);

    public int BatchTokens => (int)LlamaApi.BatchTokens(handle);

    public bool ComputesOnCpu { get; } = LlamaLibrary.Ggml.Devices().All(device => device.Type is not (1 or 2));

    public int Decode(StepRows rows) => LlamaApi.Decode(handle, Batch.Of(rows));

    public void SetThreads(int threads) => LlamaApi.SetThreads(handle, threads, threads);

    public ReadOnlySpan<float> Logits(int row) => new(LlamaApi.GetLogits(handle, row), vocabularySize);

    public bool RemoveCells(int sequence, int from, int to) => LlamaApi.RemoveCells(_memory, sequence, from, to) != 0;

    public void CopyCells(int source, int target, int from, int to) => LlamaApi.CopyCells(_memory, source, target, from, to);

    public int LastPosition(int sequence) => LlamaApi.LastPosition(_memory, sequence);

    public long StateBytes(int sequence) => (long)LlamaApi.SequenceBytes(handle, sequence);

    public long SaveState(int sequence, Span<byte> target)
    {
        fixed (byte* bytes = target)
            return (long)LlamaApi.SaveSequence(handle, bytes, (nuint)target.Length, sequence);
    }

    public long RestoreState(int sequence, ReadOnlySpan<byte> source)
    {
        fixed (byte* bytes = source)
            return (long)LlamaApi.RestoreSequence(handle, bytes, (nuint)source.Length, sequence);
    }

    public IReadOnlyList<BufferUse>? ReadBuffers() =>
        MemoryBreakdown.Read(NativeLibrary.Load(LlamaLibrary.Load().Llama), handle.DangerousGetHandle(), LlamaLibrary.Ggml.DeviceOf);

    public void Dispose() => handle.Dispose();
}
