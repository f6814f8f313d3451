using BatchGen.Inference.Sentences;

namespace BatchGen.Batches.Requests;

/// <summary>What a caller asked for cannot be done, and it is theirs to mend.</summary>
/// <param name="code">Stable, listed in docs/errors.md.</param>
/// <param name="sentence">What, where, what to do.</param>
/// <param name="param">The field at fault, or null.</param>
public sealed class RequestRefusedException(string code, Sentence sentence, string? param = null) : Exception(sentence.ToString())
{
    public string Code { get; } = code;

    public Sentence Sentence { get; } = sentence;

    public string? Param { get; } = param;

    /// <summary>What was named does not exist, as opposed to being wrong.</summary>
    public bool IsNotFound { get; init; }
}

/// <summary>A caller's own text inside a sentence: never long, never a control character.</summary>
public static class Shown
{
    private const int MaxLength = 80;

    public static string Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var clean = string.Concat(text.Take(MaxLength).Select(character => char.IsControl(character) || char.IsSurrogate(character) ? '\uFFFD' : character));
        return text.Length <= MaxLength ? clean : clean + "…";
    }
}
