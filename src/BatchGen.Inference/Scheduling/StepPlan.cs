namespace BatchGen.Inference.Scheduling;

/// <summary>The scheduler's decision for one step, collected within the step's budget of tokens. One object, used again each step.</summary>
internal sealed class StepPlan(int stepTokens)
{
    private static readonly Comparison<StepWork> BySlot = (x, y) => x.Sequence.Slot!.Value.Value.CompareTo(y.Sequence.Slot!.Value.Value);

    private readonly List<StepWork> _work = new(256);
    private readonly List<Sequence> _admitted = [];

    /// <summary>
    /// At most one entry a sequence, every sequence owning a slot. The counts together are within the context's StepTokens; rows that
    /// want logits are at most the context's MostOutputs.
    /// </summary>
    public List<StepWork> Work => _work;

    /// <summary>Those that got their slot in this plan.</summary>
    public List<Sequence> Admitted => _admitted;

    public bool IsEmpty => _work.Count == 0;

    /// <summary>Everybody in it draws: nobody's prompt is computed.</summary>
    public bool IsDecode
    {
        get
        {
            foreach (var work in _work)
            {
                if (!work.WantsLogits || work.Count > 1 + work.Drafted)
                    return false;
            }

            return true;
        }
    }

    /// <summary>Tokens the step still takes.</summary>
    public int Left { get; private set; }

    /// <summary>Tokens it computes.</summary>
    public int Tokens { get; private set; }

    /// <param name="most">Cells there are for it.</param>
    public void Clear(int most)
    {
        _work.Clear();
        _admitted.Clear();
        Tokens = 0;
        Left = Math.Min(stepTokens, most);
    }

    /// <summary>Adds as many of the sequence's missing tokens as the step still takes, perhaps none.</summary>
    public void Add(Sequence sequence)
    {
        var count = Math.Min(sequence.Length - sequence.Computed, Left);
        if (count == 0)
            return;
        var reachesEnd = sequence.Computed + count == sequence.Length;
        _work.Add(new StepWork(sequence, sequence.Computed, count, reachesEnd));
        Left -= count;
        Tokens += count;
    }

    /// <summary>Adds the one token that a sequence has not computed, and its draft as far as the step takes it.</summary>
    public void AddDecode(Sequence sequence)
    {
        if (Left == 0)
            return;
        var drafted = Math.Min(sequence.Draft.Length, Left - 1);
        _work.Add(new StepWork(sequence, sequence.Computed, 1 + drafted, WantsLogits: true, drafted));
        Left -= 1 + drafted;
        Tokens += 1 + drafted;
    }

    public void AddAdmitted(Sequence sequence)
    {
        Add(sequence);
        _admitted.Add(sequence);
    }

    /// <summary>Slots in rising order: with cells per slot, llama.cpp computes neighbours in one pass (<see cref="Runtime.PassCount"/>).</summary>
    public void Sort() => _work.Sort(BySlot);
}
