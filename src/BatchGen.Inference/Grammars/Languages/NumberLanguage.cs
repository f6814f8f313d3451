namespace BatchGen.Inference.Grammars.Languages;

/// <summary>
/// The numbers of a range as JSON writes them, without exponents. Digits are compared with those of the bounds as they are
/// read; of a step, the rest of the division is kept.
/// </summary>
internal sealed class NumberLanguage
{
    private const int UsualWholeDigits = 16;
    private const int UsualFractionDigits = 15;
    private const int MostDigits = 40;
    private const int MostStep = 2_000;

    private readonly NumberRange _range;
    private readonly Magnitudes? _positive;
    private readonly Magnitudes? _negative;
    private readonly int _rest;
    private readonly int _zeros;
    private readonly int _fractionDigits;

    private NumberLanguage(NumberRange range)
    {
        _range = range;
        var zero = new NumberBound(default, IsExclusive: false);
        _positive = Magnitudes.Of(range with { Low = range.Intersect(NumberRange.All with { Low = zero }).Low });
        NumberRange mirrored = new(range.High?.Negated, range.Low?.Negated, range.Step);
        _negative = Magnitudes.Of(mirrored.Intersect(NumberRange.All with { Low = zero with { IsExclusive = true } }));
        var bounds = Math.Max(range.Low?.Value.Scale ?? 0, range.High?.Value.Scale ?? 0);
        _fractionDigits = range.Step?.Scale ?? Math.Min(MostDigits, Math.Max(UsualFractionDigits, bounds + 1));
        var step = range.Step?.Units ?? 1;
        for (_zeros = 0; step % 10 == 0; _zeros++)
            step /= 10;
        if (range.Step is null)
            step = 1;
        if (step > MostStep || _zeros > MostDigits)
            throw new LanguageException($"a step may be up to {MostStep}, or that with zeros behind it");
        _rest = (int)step;
    }

    private enum Phase
    {
        Sign,
        First,
        Zero,
        Whole,
        Point,
        Fraction,
    }

    /// <exception cref="LanguageException">It cannot be held to in bounds.</exception>
    public static Automaton Of(NumberRange range, WorkBudget budget)
    {
        if (range.IsEmpty)
            return Automaton.Nothing;
        var language = new NumberLanguage(range);
        return Automaton.Explore(new State(Phase.Sign, IsNegative: false, 0, 0, 0, 0, 0), language.Accepts, language.Next, budget);
    }

    private bool Accepts(State at)
    {
        if (at.Phase is Phase.Sign or Phase.First or Phase.Point)
            return false;
        var bounds = BoundsOf(at)!;
        var end = at.Phase == Phase.Fraction ? at : EndOfWhole(at, bounds);
        return bounds.Allows(end.Low, end.High, end.Phase == Phase.Fraction ? end.Digits : 0) && IsMultiple(end);
    }

    private IEnumerable<AutomatonStep<State>> Next(State at)
    {
        switch (at.Phase)
        {
            case Phase.Sign:
                if (_negative is not null)
                    yield return new AutomatonStep<State>('-', '-', at with { Phase = Phase.First, IsNegative = true });
                foreach (var step in FirstDigits(at))
                    yield return step;
                break;
            case Phase.First:
                foreach (var step in FirstDigits(at))
                    yield return step;
                break;
            default:
                var bounds = BoundsOf(at)!;
                if (at.Phase is Phase.Zero or Phase.Whole && _fractionDigits > 0)
                    yield return new AutomatonStep<State>('.', '.', EndOfWhole(at, bounds) with { Phase = Phase.Point, Digits = 0 });
                if (at.Phase == Phase.Zero
                    || (at.Phase == Phase.Whole && at.Digits >= MostWhole(bounds))
                    || (at.Phase == Phase.Fraction && at.Digits >= _fractionDigits))
                    break;
                var phase = at.Phase == Phase.Whole ? Phase.Whole : Phase.Fraction;
                for (var digit = 0; digit <= 9; digit++)
                {
                    if (Read(at with { Phase = phase }, digit, bounds) is { } next)
                        yield return new AutomatonStep<State>('0' + digit, '0' + digit, next);
                }

                break;
        }
    }

    private IEnumerable<AutomatonStep<State>> FirstDigits(State at)
    {
        if (BoundsOf(at) is not { } bounds)
            yield break;
        for (var digit = 0; digit <= 9; digit++)
        {
            if (Read(at with { Phase = digit == 0 ? Phase.Zero : Phase.Whole }, digit, bounds) is { } next)
                yield return new AutomatonStep<State>('0' + digit, '0' + digit, next);
        }
    }

    /// <returns>Null when the number is beyond its bounds already.</returns>
    private State? Read(State at, int digit, Magnitudes bounds)
    {
        var isFraction = at.Phase == Phase.Fraction;
        var low = bounds.CompareLow(at.Low, at.Digits, digit, isFraction);
        var high = bounds.CompareHigh(at.High, at.Digits, digit, isFraction);
        if (isFraction && (low < 0 || high > 0))
            return null;
        var read = Divide(at, digit);
        var digits = isFraction ? at.Digits + 1 : Math.Min(at.Digits + 1, MostCounted(bounds));
        return read with { Low = low, High = high, Digits = digits };
    }

    /// <summary>Zeros at the end wait: they may be those that the step has.</summary>
    private State Divide(State at, int digit)
    {
        if (digit == 0 && at.Zeros < _zeros)
            return at with { Zeros = at.Zeros + 1 };
        var rest = at.Rest;
        for (var i = digit == 0 ? at.Zeros : 0; i < at.Zeros; i++)
            rest = rest * 10 % _rest;
        return at with { Rest = ((rest * 10) + digit) % _rest, Zeros = digit == 0 ? at.Zeros : 0, IsSomething = at.IsSomething || digit != 0 };
    }

    private bool IsMultiple(State end)
    {
        var missing = (_range.Step?.Scale ?? 0) - (end.Phase == Phase.Fraction ? end.Digits : 0);
        var filled = end;
        for (var i = 0; i < missing; i++)
            filled = Divide(filled, 0);
        return filled.Rest == 0 && (filled.Zeros == _zeros || !filled.IsSomething);
    }

    private static State EndOfWhole(State at, Magnitudes bounds) => at with
    {
        Low = bounds.LowAtEnd(at.Low, at.Digits),
        High = bounds.HighAtEnd(at.High, at.Digits),
    };

    private Magnitudes? BoundsOf(State at) => at.IsNegative ? _negative : _positive;

    /// <summary>Where a step and no upper bound is, every digit more would double the work: then they are not bounded.</summary>
    private int MostWhole(Magnitudes bounds) => bounds.HasHigh || _rest == 1 ? bounds.WholeDigits : int.MaxValue;

    private int MostCounted(Magnitudes bounds) => bounds.HasHigh || _rest == 1 ? int.MaxValue : bounds.LowDigits + 1;

    /// <param name="Digits">Read in this phase.</param>
    /// <param name="Low">How what was read compares with as many digits of the lower bound: below 0, 0, above 0.</param>
    /// <param name="High">The same of the upper bound.</param>
    /// <param name="Rest">Of the division by the step's digits, without <paramref name="Zeros"/>.</param>
    /// <param name="Zeros">At the end, as many as the step has or less.</param>
    /// <param name="IsSomething">A digit was not 0.</param>
    private readonly record struct State(Phase Phase, bool IsNegative, int Digits, int Low, int High, int Rest, int Zeros, bool IsSomething = false);

    /// <summary>Bounds of a number without its sign.</summary>
    private sealed class Magnitudes
    {
        private readonly string _low;
        private readonly string _lowFraction;
        private readonly bool _isLowExclusive;
        private readonly string? _high;
        private readonly string _highFraction;
        private readonly bool _isHighExclusive;

        private Magnitudes(NumberBound low, NumberBound? high)
        {
            (_low, _lowFraction, _isLowExclusive) = (low.Value.WholeDigits, low.Value.FractionDigits, low.IsExclusive);
            (_high, _highFraction, _isHighExclusive) = (high?.Value.WholeDigits, high?.Value.FractionDigits ?? "", high?.IsExclusive ?? false);
            if (_low.Length > MostDigits)
                throw new LanguageException($"a bound may have up to {MostDigits} digits");
            // A bound beyond what is written bounds nothing.
            if (_high?.Length > MostDigits)
                _high = null;
            WholeDigits = _high?.Length ?? Math.Max(UsualWholeDigits, _low.Length);
        }

        public int WholeDigits { get; }

        public int LowDigits => _low.Length;

        public bool HasHigh => _high is not null;

        /// <returns>Null when there are none.</returns>
        public static Magnitudes? Of(NumberRange range) => range.IsEmpty ? null : new Magnitudes(range.Low!.Value, range.High);

        public int CompareLow(int order, int index, int digit, bool isFraction) => Compare(order, index, digit, isFraction ? _lowFraction : _low, isFraction);

        public int CompareHigh(int order, int index, int digit, bool isFraction) =>
            _high is null ? -1 : Compare(order, index, digit, isFraction ? _highFraction : _high, isFraction);

        public int LowAtEnd(int order, int digits) => AtEnd(order, digits, _low);

        public int HighAtEnd(int order, int digits) => _high is null ? -1 : AtEnd(order, digits, _high);

        /// <param name="fraction">Digits of it that were read.</param>
        public bool Allows(int low, int high, int fraction)
        {
            if (low == 0 && _lowFraction.Length > fraction)
                low = -1;
            if (high == 0 && _highFraction.Length > fraction)
                high = -1;
            return (low > 0 || (low == 0 && !_isLowExclusive)) && (high < 0 || (high == 0 && !_isHighExclusive));
        }

        private static int Compare(int order, int index, int digit, string bound, bool isFraction)
        {
            if (order != 0)
                return order;
            if (index >= bound.Length && !isFraction)
                return 0;
            return digit.CompareTo(index < bound.Length ? bound[index] - '0' : 0);
        }

        private static int AtEnd(int order, int digits, string bound) => digits == bound.Length ? order : digits.CompareTo(bound.Length);
    }
}
