using BatchGen.Inference.Chat;
using BatchGen.Inference.Tools;

namespace BatchGen.Batches.Submission;

/// <summary>One of OpenAI's messages as it was read.</summary>
/// <param name="Calls">Of an assistant's turn; empty without.</param>
/// <param name="CallId">The call whose result it is; null for none.</param>
internal sealed record ParsedMessage(JsonField Field, string Role, string Content, IReadOnlyList<MadeCall> Calls, string? CallId)
{
    /// <summary>As the model sees it: calls in its own notation, within the turn that made them.</summary>
    public ChatMessage ToMessage() => new(Role, Calls.Count == 0 ? Content : ToolCallText.Turn(Content, Calls.Select(made => made.Call)));
}
