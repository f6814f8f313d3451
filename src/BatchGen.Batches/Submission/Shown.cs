namespace BatchGen.Batches.Submission;

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
