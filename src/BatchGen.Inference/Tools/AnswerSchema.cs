using BatchGen.Inference.Chat;

namespace BatchGen.Inference.Tools;

/// <summary>
/// Tells the model which JSON its answer is held to, as text of the system turn: a grammar keeps the form, but what a member
/// is for stands in the schema's descriptions.
/// </summary>
/// <param name="SchemaJson">A JSON schema.</param>
public sealed record AnswerSchema(string SchemaJson)
{
    /// <summary>The conversation, its system turn ending with the schema.</summary>
    public IReadOnlyList<ChatMessage> AddTo(IReadOnlyList<ChatMessage> messages)
    {
        ArgumentNullException.ThrowIfNull(messages);
        var block =
            "# Answer\n"
            + "Answer with JSON that this JSON schema allows, its members in the schema's order, and with nothing beside it:\n"
            + $"{ToolCallText.Opening}\n{SchemaText.Of(SchemaJson)}\n{ToolCallText.Closing}";
        return messages is [{ Role: "system" } system, ..]
            ? [system with { Content = $"{system.Content}\n\n{block}" }, .. messages.Skip(1)]
            : [new ChatMessage("system", block), .. messages];
    }
}
