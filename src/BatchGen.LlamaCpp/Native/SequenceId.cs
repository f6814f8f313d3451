using BatchGen.Inference.Runtime;

namespace BatchGen.LlamaCpp.Native;

/// <summary><c>llama_seq_id</c>; below zero it means "every sequence", so only a bounded slot becomes one.</summary>
internal readonly record struct SequenceId(int Value)
{
    public static SequenceId Of(SlotId slot) => new(slot.Value);
}
