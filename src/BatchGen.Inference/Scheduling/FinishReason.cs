namespace BatchGen.Inference.Scheduling;

/// <summary>Why an answer ended, in OpenAI's terms.</summary>
public enum FinishReason
{
    /// <summary>The model ended it, or a stop text was met.</summary>
    Stop,

    /// <summary>The token limit was reached: the answer is cut.</summary>
    Length,
}
