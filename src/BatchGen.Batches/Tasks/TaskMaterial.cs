using System.Text.Json.Serialization;
using BatchGen.Batches.Inputs;

namespace BatchGen.Batches.Tasks;

/// <summary>What one item hands to its task, as stored with its request. Null is absent.</summary>
public sealed record TaskMaterial
{
    /// <summary>A file, a diff, a prompt: the text itself, line ends as they were.</summary>
    public string? Text { get; init; }

    /// <summary>As the user knows the file; a <see cref="SafePath"/>'s value. Exports mirror it.</summary>
    public string? Path { get; init; }

    /// <summary>The code's language, as named in <see cref="CodeLanguages"/>; null leaves it to the path.</summary>
    public string? Language { get; init; }

    /// <summary>How the file was encoded, so that it can be written the same way; null is UTF-8.</summary>
    public SourceEncoding? Encoding { get; init; }

    /// <summary>What is asked of this input.</summary>
    public string? Question { get; init; }

    /// <summary>For a translation; goes before the task's own.</summary>
    public string? TargetLanguage { get; init; }

    /// <summary>The code before a gap, for infilling.</summary>
    public string? Prefix { get; init; }

    /// <summary>The code after it.</summary>
    public string? Suffix { get; init; }

    /// <summary>Files of a repository, or those that help to fill a gap.</summary>
    public IReadOnlyList<CodeReference>? Files { get; init; }

    /// <summary>A CSV row's cells by their columns' names, in the table's order.</summary>
    public IReadOnlyList<KeyValuePair<string, string>>? Columns { get; init; }

    /// <summary>The language as said, or as the path tells; null when neither does.</summary>
    [JsonIgnore]
    public string? LanguageName => Language ?? (Path is not null && SafePath.TryParse(Path, out var path, out _) ? CodeLanguages.OfFile(path)?.Name : null);

    /// <summary>The same with another text, also in the column it came from.</summary>
    public TaskMaterial With(string text) => this with
    {
        Text = text,
        Columns = Columns is null ? null : [.. Columns.Select(column => column.Value == Text ? KeyValuePair.Create(column.Key, text) : column)],
    };
}
