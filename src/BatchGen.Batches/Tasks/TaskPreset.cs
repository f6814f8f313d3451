namespace BatchGen.Batches.Tasks;

/// <summary>A task CodeGeeX4 was trained on, or one phrased the same way. All texts can be replaced by <see cref="TaskOptions"/>.</summary>
/// <param name="Name">As the API's <c>task</c> field spells it: snake_case.</param>
public sealed record TaskPreset(
    TaskKind Kind,
    string Name,
    MergeKind Merge,
    AnswerKind Answer,
    TaskTexts English,
    TaskTexts Chinese)
{
    public TaskTexts TextsIn(PromptLanguage language) => language == PromptLanguage.Chinese ? Chinese : English;
}
