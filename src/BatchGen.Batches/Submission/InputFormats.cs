using BatchGen.Code.Inputs;
using BatchGen.Code.Languages;

namespace BatchGen.Batches.Submission;

/// <summary>Which format a file is in, as its name says.</summary>
public static class InputFormats
{
    private static readonly HashSet<string> Documents = new(StringComparer.Ordinal) { "JSON", "Markdown" };

    /// <summary><see cref="InputFormat.Detect"/> for names that say nothing: a list of prompts, in lines or JSON lines.</summary>
    public static InputFormat OfFileName(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return Path.GetExtension(name).ToLowerInvariant() switch
        {
            ".zip" => InputFormat.Zip,
            ".csv" or ".tsv" => InputFormat.Csv,
            ".jsonl" or ".ndjson" => InputFormat.JsonLines,
            _ => IsSource(name) ? InputFormat.Files : InputFormat.Detect,
        };
    }

    /// <summary>JSON and Markdown may as well be prompts: they are source files only when a person hands them in as such.</summary>
    private static bool IsSource(string name) =>
        SafePath.TryParse(Path.GetFileName(name), out var path, out _)
        && Language.OfFile(path.Value) is { } language
        && !Documents.Contains(language.Name);
}
