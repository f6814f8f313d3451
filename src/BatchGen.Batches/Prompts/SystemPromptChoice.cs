namespace BatchGen.Batches.Prompts;

/// <summary>The system prompt that a request without one gets.</summary>
public enum SystemPromptChoice
{
    English,
    Chinese,

    /// <summary>None: the messages go to the model as they are.</summary>
    None,
}
