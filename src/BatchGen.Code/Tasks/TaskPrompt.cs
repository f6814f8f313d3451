using System.Text;
using BatchGen.Inference.Chat;
using BatchGen.Inference.Sentences;

namespace BatchGen.Code.Tasks;

/// <summary>Makes a prompt of a preset, an input and a user's choices. Pure: the same three give the same prompt.</summary>
public static class TaskPrompt
{
    /// <exception cref="TaskException">The input does not fit the task, or a template uses what the input does not have.</exception>
    public static GenerationPrompt Build(TaskPreset preset, TaskInput input, TaskOptions options)
    {
        ArgumentNullException.ThrowIfNull(preset);
        ArgumentNullException.ThrowIfNull(options);
        return input switch
        {
            InfillInput gap when preset.Kind == TaskKind.Infill => InfillPrompt.Build(gap, options.InfillMode),
            RepositoryInput repository when preset.IsAboutRepositories => Compose(preset, ValuesOf(repository), options),
            CodeInput code when preset.Kind != TaskKind.Infill && !preset.IsAboutRepositories => Compose(preset, code.Values, options),
            _ => throw new TaskException("task_input_mismatch", $"The task \"{preset.Name}\" needs {Needs(preset)}."),
        };
    }

    /// <summary>What is asked after the partial answers of a map-reduce task.</summary>
    /// <param name="whole">The input that was cut: its path and columns stay known to the user's templates.</param>
    /// <exception cref="TaskException">task_input_mismatch: the task's pieces are not joined by a prompt; or as <see cref="Build"/>.</exception>
    public static string WriteReductionWish(TaskPreset preset, CodeInput whole, TaskOptions options)
    {
        ArgumentNullException.ThrowIfNull(preset);
        ArgumentNullException.ThrowIfNull(whole);
        ArgumentNullException.ThrowIfNull(options);
        if (preset.Join != JoinStrategy.MapReduce)
            throw new TaskException("task_input_mismatch", $"The pieces of \"{preset.Name}\" are not merged by another prompt.");
        return Fill(options.ReductionTemplate ?? preset.TextsIn(options.Language).Reduction, WithChoices(whole.Values, options));
    }

    /// <summary>The prompt that makes one answer of partial ones.</summary>
    /// <param name="body">The partial answers and <see cref="WriteReductionWish"/>, as the user's message has them.</param>
    /// <exception cref="TaskException">As <see cref="Build"/>.</exception>
    public static GenerationPrompt BuildReduction(TaskPreset preset, CodeInput whole, string body, TaskOptions options)
    {
        ArgumentNullException.ThrowIfNull(preset);
        ArgumentNullException.ThrowIfNull(whole);
        ArgumentNullException.ThrowIfNull(options);
        return Chat(Fill(options.SystemTemplate ?? preset.TextsIn(options.Language).System, WithChoices(whole.Values, options)), body);
    }

    private static ChatPrompt Compose(TaskPreset preset, TemplateValues input, TaskOptions options)
    {
        var texts = preset.TextsIn(options.Language);
        var values = WithChoices(input, options);
        TargetLanguage.Check(preset, values);
        var user = options.UserTemplate is { } template
            ? Fill(template, values)
            : PromptText.Lines([TextOf(preset, values), values[TemplateValues.Query], Fill(options.InstructionTemplate ?? texts.Instruction, values)]);
        return Chat(Fill(options.SystemTemplate ?? texts.System, values), user);
    }

    private static TemplateValues WithChoices(TemplateValues input, TaskOptions options) => input
        .WithDefault(TemplateValues.Query, "")
        .WithDefault(TemplateValues.TargetLanguage, options.TargetLanguage ?? "");

    private static TemplateValues ValuesOf(RepositoryInput repository) => TemplateValues
        .Of(PromptText.Lines(repository.Files.Select(file => $"###PATH: {file.Path}\n{file.Text}")))
        .WithDefault(TemplateValues.Query, repository.Query);

    private static string TextOf(TaskPreset preset, TemplateValues values) =>
        values.TryGet(TemplateValues.File, out var text)
            ? text
            : throw new TaskException("task_text_missing", $"The task \"{preset.Name}\" takes its text from {{{{file}}}}, which the input does not have; write a template that uses one of: {string.Join(", ", values.Names)}.");

    private static string Fill(string template, TemplateValues values) => PromptTemplate.Parse(template).Expand(values);

    private static ChatPrompt Chat(string system, string user) =>
        new(system.Length == 0 ? [new ChatMessage("user", user)] : [new ChatMessage("system", system), new ChatMessage("user", user)]);

    private static Sentence Needs(TaskPreset preset)
    {
        if (preset.IsAboutRepositories)
            return "the files of a repository and a request";
        return preset.Kind == TaskKind.Infill ? (Sentence)"a prefix and a suffix" : "one text";
    }
}

/// <summary>Joins the parts of a prompt.</summary>
internal static class PromptText
{
    /// <summary>Each part starts on a line of its own, without an empty line where one already ended. Empty parts add nothing.</summary>
    public static string Lines(IEnumerable<string> parts)
    {
        var text = new StringBuilder();
        foreach (var part in parts.Where(part => part.Length > 0))
        {
            if (text.Length > 0 && text[^1] != '\n')
                text.Append('\n');
            text.Append(part);
        }

        return text.ToString();
    }
}

/// <summary>The language a translation goes to. It stands in the system prompt, so it is kept to a name.</summary>
internal static class TargetLanguage
{
    private const int MaxCharacters = 60;

    /// <exception cref="TaskException">target_language_missing or target_language_invalid.</exception>
    public static void Check(TaskPreset preset, TemplateValues values)
    {
        var target = values[TemplateValues.TargetLanguage];
        if (preset.Kind == TaskKind.Translate && string.IsNullOrWhiteSpace(target))
            throw new TaskException("target_language_missing", "A translation needs a target language, for example Rust.");
        if (target.Length > MaxCharacters || target.Any(char.IsControl))
            throw new TaskException(
                "target_language_invalid", $"The target language must be a name of at most {MaxCharacters} characters on one line, for example Rust.");
    }
}

/// <summary>A task or template that cannot become a prompt. The message is a sentence for the person who wrote it.</summary>
public sealed class TaskException(string code, Sentence sentence) : Exception(sentence.ToString())
{
    /// <summary>Stable code, documented in docs/errors.md.</summary>
    public string Code { get; } = code;

    public Sentence Sentence { get; } = sentence;
}
