namespace BatchGen.Inference.Grammars.Languages;

internal readonly record struct NumberBound(DecimalNumber Value, bool IsExclusive)
{
    public NumberBound Negated => this with { Value = Value.Negated };
}

/// <summary>Which numbers are meant.</summary>
/// <param name="Low">Null without one.</param>
/// <param name="High">Null without one.</param>
/// <param name="Step">Every number is a multiple of it; above 0; null without one. Whole numbers have 1 or a multiple of 1.</param>
internal sealed record NumberRange(NumberBound? Low, NumberBound? High, DecimalNumber? Step)
{
    public static NumberRange All { get; } = new(null, null, null);

    /// <summary>Bounds are as they are for any number, or for any whole one.</summary>
    public bool IsPlain => Low is null && High is null && (Step is null || Step == DecimalNumber.One);

    /// <summary>What both allow.</summary>
    public NumberRange Intersect(NumberRange other) => new(
        Stricter(Low, other.Low, isLow: true),
        Stricter(High, other.High, isLow: false),
        Step is { } mine && other.Step is { } theirs ? mine.CommonMultiple(theirs) : Step ?? other.Step);

    public bool Contains(DecimalNumber number) =>
        (Low is not { } low || number > low.Value || (number == low.Value && !low.IsExclusive))
        && (High is not { } high || number < high.Value || (number == high.Value && !high.IsExclusive))
        && (Step is not { } step || number.IsMultipleOf(step));

    /// <summary>No number lies between its bounds.</summary>
    public bool IsEmpty => Low is { } low && High is { } high && (low.Value > high.Value || (low.Value == high.Value && (low.IsExclusive || high.IsExclusive)));

    private static NumberBound? Stricter(NumberBound? left, NumberBound? right, bool isLow)
    {
        if (left is not { } mine || right is not { } theirs)
            return left ?? right;
        var order = mine.Value.CompareTo(theirs.Value);
        if (order == 0)
            return mine.IsExclusive ? mine : theirs;
        return order > 0 == isLow ? mine : theirs;
    }
}
