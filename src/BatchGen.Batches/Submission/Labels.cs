using BatchGen.Batches.Data;
using BatchGen.Inference.Sentences;

namespace BatchGen.Batches.Submission;

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
