using BatchGen.Inference.Runtime;

namespace BatchGen.Inference.Scheduling;

/// <summary>Carries a plan to the context and its logits back.</summary>
internal sealed class StepRunner(IRuntimeContext context, TimeProvider time)
{
    private readonly StepInput _input = new(context.Info.StepTokens);
    private readonly PassCount _passes = new(context.Info);
    private readonly List<int> _logitRows = new(context.Info.Slots);

    private long _began;

    /// <summary>Passes over the weights that the last plan took.</summary>
    public int Passes => _passes.Of(_input);

    /// <summary>Seconds from the beginning of the last plan, in which everybody draws, until its logits were there: a device is waited for.</summary>
    public double Took()
    {
        context.GetLogits(_logitRows[0]);
        return time.GetElapsedTime(_began).TotalSeconds;
    }

    /// <summary>Computes the plan's tokens.</summary>
    public DecodeStatus Run(StepPlan plan, CancellationToken cancellationToken)
    {
        _input.Clear();
        _logitRows.Clear();
        _began = time.GetTimestamp();
        foreach (var work in plan.Work)
            _logitRows.Add(AddRows(work));
        return context.Decode(_input, cancellationToken);
    }

    /// <summary>The logits after the last token of the last plan's work at <paramref name="index"/>, which wanted them.</summary>
    /// <param name="drafted">As many tokens of its draft further on.</param>
    public ReadOnlySpan<float> LogitsOf(int index, int drafted) => context.GetLogits(_logitRows[index] + drafted);

    /// <returns>The first row that wants logits, if there is one.</returns>
    private int AddRows(StepWork work)
    {
        var slot = work.Sequence.Slot ?? throw new InvalidOperationException($"Sequence {work.Sequence.Id} is in a plan but owns no slot.");
        var tokens = work.Sequence.Tokens;
        var last = work.End - work.Drafted - 1;
        for (var position = work.First; position < last; position++)
            _input.Add(tokens[position], position, slot, wantsLogits: false);
        var row = _input.Add(tokens[last], last, slot, work.WantsLogits);
        for (var drafted = 0; drafted < work.Drafted; drafted++)
            _input.Add(work.Sequence.Draft[drafted], last + 1 + drafted, slot, wantsLogits: true);
        return row;
    }
}
