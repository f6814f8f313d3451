namespace BatchGen.Inference.Scheduling;

/// <summary>
/// What one more row costs a step beside the weights of a pass, measured while the loop runs: where passes wait for memory next to nothing,
/// on a processor with a small model more than the weights themselves. Drafts are as long as it lets them pay (<see cref="DraftRecord"/>).
/// </summary>
/// <remarks>
/// A step of p passes and n rows takes p·w + n·r; the least squares of the last few hundred steps give w and r, and the cost is r / w. Only
/// steps in which everybody decodes are counted: rows of prompts are computed in larger groups and without logits. While all steps have had
/// the same shape nothing is known, and <see cref="Guess"/> holds; drafts then go out, and change the shape.
/// </remarks>
internal sealed class RowCost
{
    /// <summary>Between a GPU's and a processor's, until a step has been another's size.</summary>
    public const double Guess = 0.05;

    // A row is never free, and beyond this no draft pays at all.
    private const double Least = 0.001, Most = 100;

    // Longer sequences cost more to look at, and other programs come and go.
    private const double Memory = 0.99;

    private const int LeastSteps = 16;

    // Of the largest determinant that sums like these could have: below it the shapes were too much alike.
    private const double LeastVariety = 0.001;

    // A step in which the processor was somewhere else says little.
    private const double MostSurprise = 4;

    private readonly double? _given;
    private double _passes2, _passesRows, _rows2, _passesTime, _rowsTime;
    private int _steps;

    /// <param name="given">A cost that holds whatever is measured; null measures it.</param>
    /// <param name="first">What holds until it is measured; null guesses.</param>
    public RowCost(double? given, double? first = null)
    {
        _given = given;
        // Where several rows took no longer than one, a row is as good as free: that is where drafts pay most.
        Value = given ?? (first is { } measured ? Math.Clamp(measured, Least, Most) : Guess);
    }

    /// <summary>In units of what the weights of one pass cost. 0 or less drafts nothing.</summary>
    public double Value { get; private set; }

    /// <param name="passes">Passes over the weights in a step in which everybody decoded.</param>
    /// <param name="rows">Its rows.</param>
    /// <param name="seconds">What it took until its logits were there.</param>
    public void Learn(int passes, int rows, double seconds)
    {
        if (_given is not null || seconds <= 0)
            return;
        seconds = Math.Min(seconds, MostOf(passes, rows));
        _passes2 = (_passes2 * Memory) + ((double)passes * passes);
        _passesRows = (_passesRows * Memory) + ((double)passes * rows);
        _rows2 = (_rows2 * Memory) + ((double)rows * rows);
        _passesTime = (_passesTime * Memory) + (passes * seconds);
        _rowsTime = (_rowsTime * Memory) + (rows * seconds);
        if (++_steps >= LeastSteps && Determinant > LeastVariety * _passes2 * _rows2)
            Value = RowSeconds <= 0 ? Least : PassSeconds <= 0 ? Most : Math.Clamp(RowSeconds / PassSeconds, Least, Most);
    }

    private double Determinant => (_passes2 * _rows2) - (_passesRows * _passesRows);

    private double PassSeconds => ((_passesTime * _rows2) - (_rowsTime * _passesRows)) / Determinant;

    private double RowSeconds => ((_rowsTime * _passes2) - (_passesTime * _passesRows)) / Determinant;

    /// <summary>By the mean of all steps: it is known from the first step on, whatever their shapes.</summary>
    private double MostOf(int passes, int rows) => _steps < LeastSteps
        ? double.MaxValue
        : MostSurprise * Math.Max(rows * _rowsTime / _rows2, passes * _passesTime / _passes2);
}
