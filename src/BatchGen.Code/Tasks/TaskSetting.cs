namespace BatchGen.Code.Tasks;

/// <summary>A task and what was chosen for it: for a whole batch, or for one item that says so itself. Stored with either.</summary>
/// <param name="Question">Asked of every input that brings no question of its own; null asks nothing more than the task does.</param>
public sealed record TaskSetting(TaskKind Kind, TaskOptions Options, string? Question = null)
{
    public static TaskSetting Of(TaskKind kind) => new(kind, TaskOptions.Default);
}

/// <summary>What a user chose for a task. A null text takes the preset's.</summary>
/// <param name="TargetLanguage">Required for translation, e.g. "Rust".</param>
/// <param name="SystemTemplate">Replaces the system prompt; empty sends none. Not used for infilling, which has none.</param>
/// <param name="InstructionTemplate">Replaces the text after the input.</param>
/// <param name="UserTemplate">Replaces the user's whole message, input and instruction; uses <c>{{file}}</c> or any column.</param>
/// <param name="ReductionTemplate">Replaces the text after the partial answers of a map-reduce task.</param>
/// <param name="InfillMode">How much infilling writes.</param>
public sealed record TaskOptions(
    PromptLanguage Language = PromptLanguage.English,
    string? TargetLanguage = null,
    string? SystemTemplate = null,
    string? InstructionTemplate = null,
    string? UserTemplate = null,
    string? ReductionTemplate = null,
    InfillMode InfillMode = InfillMode.Block)
{
    public static TaskOptions Default { get; } = new();
}

/// <summary>The language of a preset's own texts, and the one answers in words are asked for.</summary>
public enum PromptLanguage
{
    English,
    Chinese,
}

public enum InfillMode
{
    /// <summary>As many lines as fit; the model's own default.</summary>
    Block,

    /// <summary>The rest of one line.</summary>
    Line,
}
