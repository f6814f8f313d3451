using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace BatchGen.Inference.Runtime.Binding;

/// <summary>
/// The columns of a <c>llama_batch</c> in native memory, reused from step to step: a binding copies the pointers into its own struct.
/// Allocated here and not by llama_batch_init, because that is all it would do.
/// </summary>
public sealed unsafe class StepRows : SafeHandleZeroOrMinusOneIsInvalid
{
    private readonly int* _sequences;

    public StepRows(int capacity)
        : base(ownsHandle: true)
    {
        // Pointers first, then the ints, then the bytes: each column is aligned.
        var bytes = (nuint)capacity * (nuint)(sizeof(int*) + (4 * sizeof(int)) + sizeof(sbyte));
        SequencesOfRow = (int**)NativeMemory.AllocZeroed(bytes);
        Tokens = (int*)(SequencesOfRow + capacity);
        Positions = Tokens + capacity;
        SequenceCounts = Positions + capacity;
        _sequences = SequenceCounts + capacity;
        Outputs = (sbyte*)(_sequences + capacity);
        for (var row = 0; row < capacity; row++)
        {
            SequenceCounts[row] = 1;
            SequencesOfRow[row] = _sequences + row;
        }

        SetHandle((nint)SequencesOfRow);
    }

    public int Count { get; private set; }

    public int* Tokens { get; }

    public int* Positions { get; }

    /// <summary>How many sequences each row belongs to: one.</summary>
    public int* SequenceCounts { get; }

    public int** SequencesOfRow { get; }

    /// <summary>1 where logits are wanted.</summary>
    public sbyte* Outputs { get; }

    /// <summary>Copies a step, already checked to fit.</summary>
    public void Fill(StepInput step)
    {
        var slots = step.Slots;
        var wantsLogits = step.WantsLogits;
        step.Tokens.CopyTo(new Span<int>(Tokens, slots.Length));
        step.Positions.CopyTo(new Span<int>(Positions, slots.Length));
        for (var row = 0; row < slots.Length; row++)
        {
            _sequences[row] = slots[row].Value;
            Outputs[row] = wantsLogits[row] ? (sbyte)1 : (sbyte)0;
        }

        Count = slots.Length;
    }

    /// <summary>True if the step filled in last asked for this row's logits.</summary>
    public bool WantsLogits(int row) => (uint)row < (uint)Count && Outputs[row] != 0;

    protected override bool ReleaseHandle()
    {
        NativeMemory.Free((void*)handle);
        return true;
    }
}
