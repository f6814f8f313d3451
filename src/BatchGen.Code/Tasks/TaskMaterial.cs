using System.Text.Json.Serialization;
using BatchGen.Code.Inputs;

namespace BatchGen.Code.Tasks;

/// <summary>What one item hands to its task, as stored with its request. Null is absent.</summary>
public sealed record TaskMaterial
{
    /// <summary>A file, a diff, a prompt: the text itself, line ends as they were.</summary>
    public string? Text { get; init; }

    /// <summary>As the user knows the file; a <see cref="SafePath"/>'s value. Exports mirror it.</summary>
    public string? Path { get; init; }

    /// <summary>The code's language, as named in <see cref="Languages.Language"/>; null leaves it to the path.</summary>
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
    public string? LanguageName =>
        Language ?? (Path is not null && SafePath.TryParse(Path, out var path, out _) ? Languages.Language.OfFile(path.Value)?.Name : null);

    /// <summary>The same with another text, also in the column it came from.</summary>
    public TaskMaterial With(string text) => this with
    {
        Text = text,
        Columns = Columns is null ? null : [.. Columns.Select(column => column.Value == Text ? KeyValuePair.Create(column.Key, text) : column)],
    };
}

/// <summary>Stored material in the shape its task takes.</summary>
public static class TaskMaterialMapping
{
    /// <exception cref="TaskException">task_input_mismatch or task_question_missing: the material is not what the task works on.</exception>
    public static TaskInput ToInput(this TaskMaterial material, TaskSetting task)
    {
        ArgumentNullException.ThrowIfNull(material);
        ArgumentNullException.ThrowIfNull(task);
        if (TaskCatalogue.Of(task.Kind).IsAboutRepositories)
            return Repository(material, task);
        return task.Kind == TaskKind.Infill ? Gap(material) : new CodeInput(material.ToValues(task.Question));
    }

    /// <summary>The variables it offers to templates: its columns first, then file, path, language, query and target_language where it has them.</summary>
    /// <param name="question">The query of material without one of its own; null for none.</param>
    public static TemplateValues ToValues(this TaskMaterial material, string? question)
    {
        ArgumentNullException.ThrowIfNull(material);
        var values = (material.Columns ?? []).Aggregate(TemplateValues.Empty, (known, column) => known.WithDefault(column.Key, column.Value));
        if (material.Path is not null)
            values = values.WithDefault(TemplateValues.Path, material.Path).WithDefault(TemplateValues.Language, material.LanguageName ?? "");
        return new[]
            {
                KeyValuePair.Create(TemplateValues.File, material.Text),
                KeyValuePair.Create(TemplateValues.Language, material.Language),
                KeyValuePair.Create(TemplateValues.Query, material.Question ?? question),
                KeyValuePair.Create(TemplateValues.TargetLanguage, material.TargetLanguage),
            }
            .Where(value => value.Value is not null)
            .Aggregate(values, (known, value) => known.WithDefault(value.Key, value.Value!));
    }

    private static InfillInput Gap(TaskMaterial material)
    {
        if ((material.Prefix ?? material.Text ?? material.Suffix) is null)
            throw new TaskException("task_input_mismatch", "The task \"infill\" needs a prefix and a suffix.");
        return new InfillInput(
            material.Prefix ?? material.Text ?? "", material.Suffix ?? "", material.Path ?? "", material.LanguageName ?? "", material.Files ?? []);
    }

    private static RepositoryInput Repository(TaskMaterial material, TaskSetting task)
    {
        // A line's prompt is the question when its files stand beside it.
        var question = material.Question ?? (material.Files is null ? null : material.Text) ?? task.Question;
        if (string.IsNullOrWhiteSpace(question))
            throw new TaskException("task_question_missing", "A task about a repository needs a question or a request: give it in 'question'.");
        var files = material.Files ?? (material.Text is null ? [] : [new CodeReference(material.Path ?? "", material.Text)]);
        return files.Count == 0
            ? throw new TaskException("task_input_mismatch", "A task about a repository needs its files.")
            : new RepositoryInput(files, question);
    }
}
