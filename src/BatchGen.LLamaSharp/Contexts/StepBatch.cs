using BatchGen.Inference.Runtime;
using LLama.Native;

namespace BatchGen.LLamaSharp.Contexts;

/// <summary>LLamaSharp's batch, reused from step to step.</summary>
internal sealed class StepBatch(int capacity)
{
    private readonly bool[] _wantsLogits = new bool[capacity];
    private int _count;

    public LLamaBatch Native { get; } = new();

    /// <summary>Copies a step, already checked to fit.</summary>
    public void Fill(StepInput step)
    {
        Native.Clear();
        for (var row = 0; row < step.Count; row++)
            Native.Add(step.Tokens[row], step.Positions[row], (LLamaSeqId)step.Slots[row].Value, step.WantsLogits[row]);
        step.WantsLogits.CopyTo(_wantsLogits);
        _count = step.Count;
    }

    /// <summary>True if the step filled in last asked for this row's logits.</summary>
    public bool WantsLogits(int row) => (uint)row < (uint)_count && _wantsLogits[row];
}
