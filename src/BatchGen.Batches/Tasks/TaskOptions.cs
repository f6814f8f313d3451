namespace BatchGen.Batches.Tasks;

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
