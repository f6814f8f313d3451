namespace BatchGen.Web.Doctor;

/// <summary>What one look found: one line.</summary>
/// <param name="Check">Which one, by a stable name, e.g. "database".</param>
/// <param name="Remedy">What to do; null when there is nothing to do, or when the sentence says it.</param>
internal sealed record Finding(string Check, FindingState State, string Sentence, string? Remedy)
{
    public static Finding Ok(string look, string sentence) => new(look, FindingState.Ok, sentence, null);

    public static Finding Warning(string look, string sentence, string? remedy = null) => new(look, FindingState.Warning, sentence, remedy);

    public static Finding Problem(string look, string sentence, string? remedy = null) => new(look, FindingState.Problem, sentence, remedy);
}

internal enum FindingState
{
    Ok,

    /// <summary>It runs, and somebody should know.</summary>
    Warning,

    /// <summary>The server would not start, or run no batch.</summary>
    Problem,
}

/// <summary>Looks at one thing and changes nothing.</summary>
internal interface ILook
{
    /// <summary>Stable; what its findings are called too.</summary>
    string Name { get; }

    Task<IReadOnlyList<Finding>> LookAsync(CancellationToken cancellationToken);
}
