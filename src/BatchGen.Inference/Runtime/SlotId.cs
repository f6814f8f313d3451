using BatchGen.Inference.Sentences;

namespace BatchGen.Inference.Runtime;

/// <summary>One llama.cpp <c>seq_id</c>: the place in the KV cache that one running sequence owns.</summary>
/// <param name="Value">0 to slots − 1. llama.cpp aborts or accepts silently beyond that, so callers must bound it.</param>
public readonly record struct SlotId(int Value)
{
    public override string ToString() => InvariantText.Of($"slot {Value}");
}
