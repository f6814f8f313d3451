using BatchGen.Code.Inputs;
using BatchGen.Code.Languages;

namespace BatchGen.Batches.Submission;

public enum InputFormat
{
    /// <summary>A first line that opens with "{" is JSONL; anything else is text.</summary>
    Detect,

    /// <summary>One JSON object a line: OpenAI's batch form or a short form.</summary>
    JsonLines,

    /// <summary>One prompt a line.</summary>
    Text,

    /// <summary>An archive of source files (ZIP, 7z, tar, also packed), one item a file.</summary>
    Zip,

    /// <summary>Several source files, one item a file: <see cref="SubmissionRequest.Files"/>.</summary>
    Files,

    /// <summary>A table with a header row, one item a row.</summary>
    Csv,
}

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
            ".zip" or ".7z" or ".tar" or ".tgz" or ".tbz2" or ".txz" => InputFormat.Zip,
            ".gz" or ".bz2" or ".xz" or ".zst" when Path.GetExtension(Path.GetFileNameWithoutExtension(name)).Equals(
                ".tar", StringComparison.OrdinalIgnoreCase) => InputFormat.Zip,
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
