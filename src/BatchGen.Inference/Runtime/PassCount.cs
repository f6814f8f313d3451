namespace BatchGen.Inference.Runtime;

/// <summary>
/// How many passes over the weights llama.cpp makes of one step: the unit that a scheduler is judged by, free of any clock's noise.
/// </summary>
/// <remarks>
/// The rule, as of release v0.5.0 (src/llama-batch.cpp and llama-kv-cache.cpp). Unified cells, or one slot: rows go as they come,
/// n_ubatch at a time. Cells per slot: a pass begins at the first row not computed yet and takes in, in the order of the rows, each
/// further slot whose number is exactly one more than that of the slot before it; every slot puts the same number of rows into
/// the pass: as many as the shortest of them has left, within n_ubatch in all. Used by one thread.
/// </remarks>
public sealed class PassCount(ContextInfo context)
{
    private readonly int[] _left = new int[context.Slots];
    private readonly int[] _taken = new int[context.Slots];
    private readonly int[] _inPass = new int[context.Slots];
    private readonly int[] _seen = new int[context.Slots];

    /// <param name="step">A step that the context computed whole.</param>
    public int Of(StepInput step)
    {
        ArgumentNullException.ThrowIfNull(step);
        return context.Layout == KvLayout.Unified || context.Slots == 1
            ? (step.Count + context.MicroStepTokens - 1) / context.MicroStepTokens
            : CountEqualRuns(step.Slots);
    }

    private int CountEqualRuns(ReadOnlySpan<SlotId> rows)
    {
        Array.Clear(_left);
        Array.Clear(_taken);
        foreach (var slot in rows)
            _left[slot.Value]++;

        var passes = 0;
        for (var computed = 0; computed < rows.Length; passes++)
        {
            var slots = CollectRun(rows);
            var each = Math.Max(1, context.MicroStepTokens / slots);
            for (var i = 0; i < slots; i++)
                each = Math.Min(each, _left[_inPass[i]]);
            for (var i = 0; i < slots; i++)
            {
                _left[_inPass[i]] -= each;
                _taken[_inPass[i]] += each;
            }

            computed += each * slots;
        }

        return passes;
    }

    /// <summary>Finds the slots of the next pass.</summary>
    /// <returns>How many there are; they stand at the beginning of <see cref="_inPass"/>.</returns>
    private int CollectRun(ReadOnlySpan<SlotId> rows)
    {
        Array.Clear(_seen);
        var slots = 0;
        foreach (var row in rows)
        {
            var slot = row.Value;
            // A slot's rows are computed in order, so as many of its rows as were taken are done.
            if (_seen[slot]++ < _taken[slot])
                continue;
            if (slots > 0 && slot != _inPass[slots - 1] + 1)
                continue;
            _inPass[slots++] = slot;
            if (slots > context.MicroStepTokens)
                break;
        }

        return slots;
    }
}
