namespace BatchGen.Code.Tasks;

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

/// <summary>The system prompt that a request without one gets.</summary>
public enum SystemPromptChoice
{
    English,
    Chinese,

    /// <summary>None: the messages go to the model as they are.</summary>
    None,
}
