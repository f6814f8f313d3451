using BatchGen.Batches.Inputs;
using BatchGen.Batches.Tasks.Templates;

namespace BatchGen.Batches.Tasks;

/// <summary>Stored material in the shape its task takes.</summary>
public static class TaskMaterialMapping
{
    /// <exception cref="TaskException">task_input_mismatch or task_question_missing: the material is not what the task works on.</exception>
    public static TaskInput ToInput(this TaskMaterial material, TaskSetting task)
    {
        ArgumentNullException.ThrowIfNull(material);
        ArgumentNullException.ThrowIfNull(task);
        return task.Kind switch
        {
            TaskKind.Infill => Gap(material),
            TaskKind.RepositoryQuestion or TaskKind.RepositoryEdit => Repository(material, task),
            _ => new CodeInput(material.ToValues(task.Question)),
        };
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
        return new InfillInput(material.Prefix ?? material.Text ?? "", material.Suffix ?? "", material.Path ?? "", material.LanguageName ?? "", material.Files ?? []);
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
