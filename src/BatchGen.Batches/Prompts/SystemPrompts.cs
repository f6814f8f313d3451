namespace BatchGen.Batches.Prompts;

/// <summary>The prompts CodeGeeX4 was trained with (its repository's system prompt guideline), word for word.</summary>
public static class SystemPrompts
{
    public const string English =
        "You are an intelligent programming assistant named CodeGeeX. You will answer any questions users have about programming, "
        + "coding, and computers, and provide code that is formatted correctly, executable, accurate, and secure, and offer detailed "
        + "explanations when necessary." + "Please answer in English.";

    public const string Chinese =
        "你是一位智能编程助手，你叫CodeGeeX。你会为用户回答关于编程、代码、计算机方面的任何问题，并提供格式规范、可以执行、准确安全的代码，并在必要时提供详细的解释。"
        + "请用中文回答。";

    /// <summary>Null when none is wanted.</summary>
    public static string? TextOf(SystemPromptChoice choice) => choice switch
    {
        SystemPromptChoice.English => English,
        SystemPromptChoice.Chinese => Chinese,
        _ => null,
    };
}
