using System.Text;
using BatchGen.Inference.Chat;
using BatchGen.Inference.Grammars;

namespace BatchGen.Inference.Tools;

/// <summary>The functions one request offers to the model, and how it may use them.</summary>
/// <param name="Tools">At least one; names are unique.</param>
/// <param name="Choice">Not <see cref="ToolChoiceKind.None"/>: then nothing is offered.</param>
/// <param name="AllowsSeveralCalls">False ends the answer with its first call.</param>
public sealed record ToolOffer(IReadOnlyList<ToolDefinition> Tools, ToolChoice Choice, bool AllowsSeveralCalls)
{
    private bool IsNamed => Choice.Kind == ToolChoiceKind.Named;

    /// <summary>The conversation, its system turn ending with what is offered.</summary>
    public IReadOnlyList<ChatMessage> AddTo(IReadOnlyList<ChatMessage> messages)
    {
        ArgumentNullException.ThrowIfNull(messages);
        var block = ToolBlock.Of(this);
        return messages is [{ Role: "system" } system, ..]
            ? [system with { Content = $"{system.Content}\n\n{block}" }, .. messages.Skip(1)]
            : [new ChatMessage("system", block), .. messages];
    }

    /// <summary>What holds the answer to calls; null where the model is free.</summary>
    /// <exception cref="SchemaException">A function's parameters cannot be held to.</exception>
    public string? ToGrammar() => Choice.Kind switch
    {
        ToolChoiceKind.Required => ToolGrammar.Of(Tools, AllowsSeveralCalls),
        ToolChoiceKind.Named => ToolGrammar.Of([.. Tools.Where(tool => tool.Name == Choice.Name)], allowsSeveral: false),
        _ => null,
    };

    /// <returns>Null when the answer calls nothing: then it is text, as it came.</returns>
    public ToolAnswer? Read(string answer)
    {
        var reader = new ToolCallReader(this);
        var content = new StringBuilder();
        var calls = new List<ToolCall>();
        foreach (var part in reader.Append(answer).Concat(reader.Finish()))
        {
            if (part is CallPart call)
                calls.Add(call.Call);
            else
                content.Append(((TextPart)part).Text);
        }

        return calls.Count == 0 ? null : new ToolAnswer(content.Length == 0 ? null : content.ToString(), calls);
    }

    /// <returns>Null when no such function may be called.</returns>
    internal ToolDefinition? Find(string name) => Tools.FirstOrDefault(tool => tool.Name == name && (!IsNamed || name == Choice.Name));
}
