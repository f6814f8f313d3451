using BatchGen.Batches.Chunking.Joining;

namespace BatchGen.Batches.Tasks;

/// <summary>A task CodeGeeX4 was trained on, or one phrased the same way. All texts can be replaced by <see cref="TaskOptions"/>.</summary>
/// <param name="Name">As the API's <c>task</c> field spells it: snake_case.</param>
/// <param name="Join">How the answers to the parts of one long input become one; null when the input is never cut and one that is too long is refused.</param>
public sealed record TaskPreset(
    TaskKind Kind,
    string Name,
    JoinStrategy? Join,
    AnswerKind Answer,
    TaskTexts English,
    TaskTexts Chinese)
{
    public TaskTexts TextsIn(PromptLanguage language) => language == PromptLanguage.Chinese ? Chinese : English;
}
