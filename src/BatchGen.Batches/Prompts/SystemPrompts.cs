using BatchGen.Batches.Tasks;

namespace BatchGen.Batches.Prompts;

/// <summary>The prompts CodeGeeX4 was trained with (its repository's system prompt guideline), word for word.</summary>
public static class SystemPrompts
{
    public const string English = EnglishTexts.ChatSystem;

    public const string Chinese = ChineseTexts.ChatSystem;

    /// <summary>Null when none is wanted.</summary>
    public static string? TextOf(SystemPromptChoice choice) => choice switch
    {
        SystemPromptChoice.English => English,
        SystemPromptChoice.Chinese => Chinese,
        _ => null,
    };
}
