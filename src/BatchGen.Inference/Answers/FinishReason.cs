namespace BatchGen.Inference.Answers;

/// <summary>Why an answer ended, in OpenAI's terms.</summary>
public enum FinishReason
{
    /// <summary>The model ended it, or a stop text was met.</summary>
    Stop,

    /// <summary>The token limit was reached: the answer is cut.</summary>
    Length,
}

/// <summary>What ends an answer, besides the vocabulary's own end-of-generation tokens.</summary>
/// <param name="StopTexts">The answer ends before the first of these.</param>
/// <param name="MaxNewTokens">It is cut after so many.</param>
internal sealed record AnswerLimits(IReadOnlyList<string> StopTexts, IReadOnlySet<int> StopTokens, int MaxNewTokens);
