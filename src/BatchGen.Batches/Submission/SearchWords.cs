using BatchGen.Batches.Data;
using BatchGen.Batches.Requests;
using BatchGen.Inference.Sentences;

namespace BatchGen.Batches.Submission;

/// <summary>
/// Cuts text into the words it is searched by: runs of letters and digits in lower case. Chinese and Japanese write no
/// blanks, so there every character begins a word that goes to the end of its run: any part of a run is then the
/// beginning of some word, and a search needs beginnings only.
/// </summary>
internal static class SearchWords
{
    private const int MaxPerBatch = 64;

    /// <summary>Of its name, its labels and its id.</summary>
    public static IReadOnlyList<string> OfBatch(Batch batch) =>
        Of([batch.Name, .. batch.Labels.Select(label => label.Label), batch.PublicId[IdPrefix.Length..]]);

    public static IReadOnlyList<string> Of(IEnumerable<string> texts) =>
        [.. texts.SelectMany(Split).SelectMany(Beginnings).Select(Cut).Distinct(StringComparer.Ordinal).Take(MaxPerBatch)];

    /// <summary>What a person searches for; a batch matches when each is the beginning of one of its words.</summary>
    public static IReadOnlyList<string> OfQuery(string text)
    {
        var trimmed = text.Trim();
        var wanted = trimmed.StartsWith(IdPrefix, StringComparison.OrdinalIgnoreCase) ? trimmed[IdPrefix.Length..] : trimmed;
        return [.. Split(wanted).Select(Cut).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>Every id begins so: no word to find one by.</summary>
    public const string IdPrefix = "batch_";

    private static IEnumerable<string> Split(string text)
    {
        var start = 0;
        for (var i = 0; i <= text.Length; i++)
        {
            if (i < text.Length && (char.IsLetterOrDigit(text[i]) || char.IsSurrogate(text[i])))
                continue;
            if (i > start)
                yield return text[start..i].ToLowerInvariant();
            start = i + 1;
        }
    }

    private static IEnumerable<string> Beginnings(string word)
    {
        yield return word;
        for (var i = 1; i < word.Length; i++)
        {
            if (IsUnspaced(word[i]))
                yield return word[i..];
        }
    }

    /// <summary>Kana and the common blocks of Chinese characters.</summary>
    private static bool IsUnspaced(char character) => character is >= '\u3040' and <= '\u30ff' or >= '\u3400' and <= '\u9fff';

    /// <summary>Never between the two halves of a character.</summary>
    private static string Cut(string word) => word.Length <= BatchWord.MaxLength
        ? word
        : word[..(char.IsHighSurrogate(word[BatchWord.MaxLength - 1]) ? BatchWord.MaxLength - 1 : BatchWord.MaxLength)];
}

/// <summary>Labels as people type them.</summary>
internal static class Labels
{
    public static IReadOnlyList<string> Clean(IEnumerable<string> labels) =>
        [.. labels.Select(StoredText.Clean).Select(label => label.Trim()).Where(label => label.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase)];

    public static InputProblem? FindProblem(IEnumerable<string> labels)
    {
        var clean = Clean(labels);
        if (clean.Count > BatchLabel.MaxPerBatch)
            return Problem($"A batch can have {BatchLabel.MaxPerBatch} labels; these are {clean.Count}. Leave some out.");
        return clean.FirstOrDefault(label => label.Length > BatchLabel.MaxLength || label.Any(char.IsControl)) is { } bad
            ? Problem($"The label '{Shorten(bad)}' cannot be used: a label has 1 to {BatchLabel.MaxLength} characters and no control characters.")
            : null;
    }

    private static InputProblem Problem(Sentence sentence) => new(null, ProblemCodes.InvalidLabel, sentence, "labels");

    private static string Shorten(string label) => label.Length <= BatchLabel.MaxLength ? label : $"{label[..BatchLabel.MaxLength]}…";
}
