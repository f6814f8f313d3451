using BatchGen.Inference.Scheduling;
using BatchGen.Inference.Tools;

namespace BatchGen.Batches.Results;

/// <summary>Why an answer ended, in OpenAI's words.</summary>
public static class FinishReasons
{
    /// <param name="calls">The functions it calls; null when it calls none.</param>
    public static string Of(SequenceResult result, ToolAnswer? calls)
    {
        ArgumentNullException.ThrowIfNull(result);
        if (result.FinishReason == FinishReason.Length)
            return "length";
        return calls is null ? "stop" : "tool_calls";
    }
}
