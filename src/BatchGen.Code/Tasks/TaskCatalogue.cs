using BatchGen.Code.Languages;

namespace BatchGen.Code.Tasks;

/// <summary>Every task preset, in the order pages list them.</summary>
public static class TaskCatalogue
{
    public static IReadOnlyList<TaskPreset> All { get; } =
    [
        new(TaskKind.Generate, "generate", null, AnswerKind.Free, EnglishTexts.Chat, ChineseTexts.Chat),
        new(TaskKind.Comment, "comment", JoinStrategy.Concatenate, AnswerKind.Code, EnglishTexts.Comment, ChineseTexts.Comment),
        new(TaskKind.Explain, "explain", JoinStrategy.MapReduce, AnswerKind.Prose, EnglishTexts.Explain, ChineseTexts.Explain),
        new(TaskKind.Translate, "translate", JoinStrategy.Concatenate, AnswerKind.Code, EnglishTexts.Translate, ChineseTexts.Translate),
        new(TaskKind.UnitTests, "unit_tests", JoinStrategy.PerDeclaration, AnswerKind.Code, EnglishTexts.UnitTests, ChineseTexts.UnitTests),
        new(TaskKind.Review, "review", JoinStrategy.MapReduce, AnswerKind.Prose, EnglishTexts.Review, ChineseTexts.Review),
        new(TaskKind.Fix, "fix", JoinStrategy.Concatenate, AnswerKind.Code, EnglishTexts.Fix, ChineseTexts.Fix),
        new(TaskKind.CandidateQuestions, "candidate_questions", null, AnswerKind.Prose, EnglishTexts.CandidateQuestions, ChineseTexts.CandidateQuestions),
        new(TaskKind.CommitMessage, "commit_message", JoinStrategy.MapReduce, AnswerKind.Prose, EnglishTexts.CommitMessage, ChineseTexts.CommitMessage),
        new(TaskKind.Infill, "infill", null, AnswerKind.Fragment, EnglishTexts.None, ChineseTexts.None),
        new(TaskKind.RepositoryQuestion, "repository_question", null, AnswerKind.Free, EnglishTexts.Chat, ChineseTexts.Chat, IsAboutRepositories: true),
        new(
            TaskKind.RepositoryEdit,
            "repository_edit",
            null,
            AnswerKind.Files,
            EnglishTexts.RepositoryEdit,
            ChineseTexts.RepositoryEdit,
            IsAboutRepositories: true),
    ];

    /// <summary>Languages a translation is offered to; any other name will do as well.</summary>
    public static IReadOnlyList<string> TranslationTargets { get; } =
    [
        .. Language.Syntaxes.Where(syntax => syntax.CanCompareCode).Select(syntax => Language.UsualOf(syntax)!.Name),
    ];

    public static TaskPreset Of(TaskKind kind) => All.Single(preset => preset.Kind == kind);

    /// <exception cref="TaskException">unknown_task; the message lists the known ones.</exception>
    public static TaskPreset Find(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return All.FirstOrDefault(preset => preset.Name == name)
            ?? throw new TaskException("unknown_task", $"There is no task \"{name}\"; known tasks are {string.Join(", ", All.Select(preset => preset.Name))}.");
    }
}

/// <summary>A task CodeGeeX4 was trained on, or one phrased the same way. All texts can be replaced by <see cref="TaskOptions"/>.</summary>
/// <param name="Name">As the API's <c>task</c> field spells it: snake_case.</param>
/// <param name="IsAboutRepositories">Whether it takes many files at once and a question about them, rather than one text.</param>
/// <param name="Join">How the answers to the parts of one long input become one; null when the input is never cut and one that is too long is refused.</param>
public sealed record TaskPreset(
    TaskKind Kind,
    string Name,
    JoinStrategy? Join,
    AnswerKind Answer,
    TaskTexts English,
    TaskTexts Chinese,
    bool IsAboutRepositories = false)
{
    public TaskTexts TextsIn(PromptLanguage language) => language == PromptLanguage.Chinese ? Chinese : English;
}

/// <summary>What is asked of the model. Each has a preset in <see cref="TaskCatalogue"/>.</summary>
public enum TaskKind
{
    Generate,
    Comment,
    Explain,
    Translate,
    UnitTests,
    Review,
    Fix,
    CandidateQuestions,
    CommitMessage,
    Infill,
    RepositoryQuestion,
    RepositoryEdit,
}

/// <summary>What a task's answer should hold; decides whether missing code is worth a flag.</summary>
public enum AnswerKind
{
    /// <summary>Anything: code, words or both.</summary>
    Free,

    /// <summary>Words.</summary>
    Prose,

    /// <summary>One file of code, fenced or not.</summary>
    Code,

    /// <summary>Code that goes between a prefix and a suffix: a fragment that need not parse by itself.</summary>
    Fragment,

    /// <summary>Files after <c>###PATH:</c> headings.</summary>
    Files,
}

/// <summary>How the answers to the parts of a long input become one. Stored by name.</summary>
public enum JoinStrategy
{
    /// <summary>One after another, as the parts stood: comment, translate, fix.</summary>
    Concatenate,

    /// <summary>One more answer over the partial ones, in rounds while they are too long for one prompt: explain, review.</summary>
    MapReduce,

    /// <summary>Side by side, what they import once at the top: unit tests.</summary>
    PerDeclaration,
}

/// <summary>What a preset says in one language. Each text is a template; <c>{{target_language}}</c> is known in all of them.</summary>
/// <param name="System">The whole system prompt; empty sends none.</param>
/// <param name="Instruction">Follows the input in the user's message; empty adds nothing.</param>
/// <param name="Reduction">Follows the partial answers of a map-reduce task; empty for other tasks.</param>
public sealed record TaskTexts(string System, string Instruction = "", string Reduction = "");
