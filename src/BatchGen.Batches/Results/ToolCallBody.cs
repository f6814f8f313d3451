using System.Globalization;
using System.Text.Json.Serialization;
using BatchGen.Inference.Tools;

namespace BatchGen.Batches.Results;

/// <summary>A call of a function, as OpenAI's clients read it.</summary>
public sealed record ToolCallBody(string Id, string Type, ToolCallFunction Function)
{
    /// <summary>From the request's id, so that a file written again is the same file.</summary>
    /// <param name="index">0-based place in the answer.</param>
    public static ToolCallBody Of(ToolCall call, int index, string requestId)
    {
        ArgumentNullException.ThrowIfNull(call);
        return new(string.Create(CultureInfo.InvariantCulture, $"call_{requestId}_{index}"), "function", new ToolCallFunction(call.Name, call.ArgumentsJson));
    }
}

/// <param name="Arguments">A JSON object as text.</param>
public sealed record ToolCallFunction(string Name, string Arguments);
