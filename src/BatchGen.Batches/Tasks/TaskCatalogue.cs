using BatchGen.Batches.Chunking.Joining;

namespace BatchGen.Batches.Tasks;

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
        new(TaskKind.RepositoryQuestion, "repository_question", null, AnswerKind.Free, EnglishTexts.Chat, ChineseTexts.Chat),
        new(TaskKind.RepositoryEdit, "repository_edit", null, AnswerKind.Files, EnglishTexts.RepositoryEdit, ChineseTexts.RepositoryEdit),
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
