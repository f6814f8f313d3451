namespace BatchGen.Inference.Scheduling;

/// <summary>Collects a step's work within its token budget.</summary>
internal sealed class StepPlanBuilder(int stepTokens)
{
    private readonly List<StepWork> _work = [];
    private readonly List<Sequence> _admitted = [];
    private int _left = stepTokens;

    public bool IsFull => _left == 0;

    /// <summary>Adds as many of the sequence's missing tokens as the step still takes, perhaps none.</summary>
    public void Add(Sequence sequence)
    {
        int count = Math.Min(sequence.Length - sequence.Computed, _left);
        if (count == 0)
            return;
        bool reachesEnd = sequence.Computed + count == sequence.Length;
        _work.Add(new StepWork(sequence, sequence.Computed, count, reachesEnd));
        _left -= count;
    }

    public void AddAdmitted(Sequence sequence)
    {
        Add(sequence);
        _admitted.Add(sequence);
    }

    public StepPlan Build() => new(_work, _admitted);
}
