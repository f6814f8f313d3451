namespace BatchGen.Batches.Submission;

/// <summary>Keeps the first problems and counts the rest.</summary>
internal sealed class ProblemList(int maxListed)
{
    private readonly List<InputProblem> _listed = [];

    public int Total { get; private set; }

    /// <summary>How many of them are about lines that are no requests at all.</summary>
    public int Malformed { get; private set; }

    public void Add(InputProblem problem)
    {
        Total++;
        if (MalformedLine.Is(problem))
            Malformed++;
        if (_listed.Count < maxListed)
            _listed.Add(problem);
    }

    /// <summary>In the order of lines; those of the whole input first.</summary>
    public IReadOnlyList<InputProblem> Listed() => [.. _listed.OrderBy(problem => problem.Line ?? 0)];
}
