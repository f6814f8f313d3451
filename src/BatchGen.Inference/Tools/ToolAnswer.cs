namespace BatchGen.Inference.Tools;

/// <summary>An answer with its calls taken out.</summary>
/// <param name="Content">What was said beside the calls; null when there is nothing else.</param>
/// <param name="Calls">In the order of the answer; never empty.</param>
public sealed record ToolAnswer(string? Content, IReadOnlyList<ToolCall> Calls)
{
    /// <summary>The calls as blocks of indented JSON, for people.</summary>
    public string Readable => string.Join("\n\n", [.. Content is null ? [] : new[] { Content }, .. Calls.Select(ToolCallText.Indented)]);
}
