namespace BatchGen.Inference.Runtime;

/// <summary>
/// A context: the KV cache and the compute buffers. One thread at a time, always: two threads in one
/// context end the process. Implementations check their arguments first, because what llama.cpp
/// does not check it answers with an abort.
/// </summary>
public interface IRuntimeContext : IDisposable
{
    ContextInfo Info { get; }

    /// <summary>
    /// Rises while a <see cref="Decode(StepInput)"/> gets on, for any thread to read, after the end too. On a CPU by every node of the
    /// graph; what a GPU computes is seen by its next call only.
    /// </summary>
    long Progress { get; }

    /// <summary>Runs one forward pass over the step's tokens. Afterwards <see cref="GetLogits"/> is valid until the next call.</summary>
    /// <exception cref="ArgumentException">The step breaks a limit (tokens, slots, outputs).</exception>
    /// <exception cref="RuntimeException">The library failed in a way that is not a <see cref="DecodeStatus"/>.</exception>
    DecodeStatus Decode(StepInput step);

    /// <summary>
    /// Like <see cref="Decode(StepInput)"/>, but a cancelled token ends it with <see cref="DecodeStatus.Aborted"/>:
    /// nothing of the step stays behind, and it may be run again. A runtime that cannot stop midway runs to the end.
    /// </summary>
    DecodeStatus Decode(StepInput step, CancellationToken cancellationToken) => Decode(step);

    /// <summary>Logits (one float a vocabulary entry) of the step's token at <paramref name="index"/>, which must have asked for them.</summary>
    ReadOnlySpan<float> GetLogits(int index);

    /// <summary>Forgets a slot's cells from position <paramref name="from"/> (inclusive) to the end.</summary>
    void RemoveFrom(SlotId slot, int from);

    /// <summary>Makes the first <paramref name="length"/> cells of one slot visible to another, without copying (unified layout only).</summary>
    void SharePrefix(SlotId source, SlotId target, int length);

    /// <summary>
    /// Gives an empty slot all that another holds, in both layouts. Unified: its cells become visible to both. Per slot: the next
    /// <see cref="Decode(StepInput)"/> first copies the slot's whole part of the cache (its CellsPerSlot cells), so save or restore
    /// neither slot before it.
    /// </summary>
    /// <exception cref="ArgumentException">There is no such slot, the source has no cells, or the target has some.</exception>
    void CopySequence(SlotId source, SlotId target);

    /// <summary>
    /// A slot's cells as bytes, to go on later without computing the prompt again. The slot keeps them.
    /// Cells × (the KV cache's bytes a cell + 12) and less than 1 KiB + 24 bytes a layer: 160 MiB for 4,096 tokens of CodeGeeX4-9B at F16.
    /// </summary>
    /// <returns>Good for contexts of the same model file, runtime, KV type, layout and attention. Logits are not in it.</returns>
    /// <exception cref="ArgumentException">There is no such slot, or it has no cells.</exception>
    /// <exception cref="RuntimeException">More than 2 GiB (<c>sequence_state_too_large</c>), or llama.cpp refused (<c>sequence_state_refused</c>).</exception>
    byte[] SaveSequence(SlotId slot);

    /// <summary>Puts a saved sequence into an empty slot, at the positions it had; the next token goes after them.</summary>
    /// <exception cref="ArgumentException">There is no such slot, or it is in use.</exception>
    /// <exception cref="RuntimeException">
    /// Not a saved sequence, or a damaged one (<c>sequence_state_invalid</c>); one of another model or cache (<c>sequence_state_foreign</c>);
    /// llama.cpp finds no room for it (<c>sequence_state_refused</c>). The slot is empty then.
    /// </exception>
    void RestoreSequence(SlotId slot, ReadOnlySpan<byte> state);
}
