using BatchGen.Inference.Runtime;
using Microsoft.Win32.SafeHandles;

namespace BatchGen.LlamaCpp.Native;

/// <summary>Owns the arrays of a <c>llama_batch</c>, reused from step to step.</summary>
internal sealed unsafe class StepBatchHandle : SafeHandleZeroOrMinusOneIsInvalid
{
    private StepBatch _batch;

    public StepBatchHandle(int capacity)
        : base(ownsHandle: true)
    {
        _batch = LlamaContextApi.AllocateBatch(capacity, embeddingLength: 0, sequencesPerToken: 1);
        new Span<int>(_batch.SequenceCounts, capacity).Fill(1);
        SetHandle((nint)_batch.Tokens);
    }

    /// <summary>Copies a step, already checked to fit, into the native arrays.</summary>
    public StepBatch Fill(StepInput step)
    {
        var slots = step.Slots;
        var wantsLogits = step.WantsLogits;
        step.Tokens.CopyTo(new Span<int>(_batch.Tokens, slots.Length));
        step.Positions.CopyTo(new Span<int>(_batch.Positions, slots.Length));
        for (var row = 0; row < slots.Length; row++)
        {
            *_batch.Sequences[row] = SequenceId.Of(slots[row]);
            _batch.Logits[row] = wantsLogits[row] ? (sbyte)1 : (sbyte)0;
        }

        _batch.TokenCount = slots.Length;
        return _batch;
    }

    /// <summary>True if the step filled in last asked for this row's logits.</summary>
    public bool WantsLogits(int row) => (uint)row < (uint)_batch.TokenCount && _batch.Logits[row] != 0;

    protected override bool ReleaseHandle()
    {
        LlamaContextApi.FreeBatch(_batch);
        return true;
    }
}
