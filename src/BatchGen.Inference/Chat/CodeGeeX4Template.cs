namespace BatchGen.Inference.Chat;

/// <summary>
/// The prompt CodeGeeX4 and its GLM-4 relatives were trained on:
/// <c>[gMASK]&lt;sop&gt;&lt;|system|&gt;\n{system}&lt;|user|&gt;\n{query}&lt;|assistant|&gt;\n</c>, no newline before a role tag.
/// No tokenizer adds <c>[gMASK]&lt;sop&gt;</c> by itself, and without it answers are poor (llama.cpp#8469).
/// </summary>
/// <remarks>
/// The model's own code encodes a role tag with its newline and the message after it separately,
/// which is what one segment each gives.
/// </remarks>
public sealed class CodeGeeX4Template : IChatTemplate
{
    private const string Opening = "[gMASK]<sop>";

    public string Name => "codegeex4";

    /// <summary>llama.cpp ends on the first by itself, on the second only if the file says so, on the third never.</summary>
    public IReadOnlyList<string> StopPieces { get; } = ["<|endoftext|>", "<|user|>", "<|observation|>"];

    public IReadOnlyList<PromptSegment> Render(IReadOnlyList<ChatMessage> messages)
    {
        PromptException.ThrowIfEmpty(messages);
        var segments = new List<PromptSegment>(2 * messages.Count + 1);
        var before = Opening;
        foreach (var message in messages)
        {
            segments.Add(new PromptSegment(before + RoleTag(message.Role), IsTemplate: true));
            segments.Add(new PromptSegment(message.Content, IsTemplate: false));
            before = "";
        }

        segments.Add(new PromptSegment("<|assistant|>\n", IsTemplate: true));
        return segments;
    }

    private static string RoleTag(string role) => role switch
    {
        "system" => "<|system|>\n",
        "user" => "<|user|>\n",
        "assistant" => "<|assistant|>\n",
        "tool" => "<|observation|>\n",
        _ => throw new PromptException(
            "unknown_role",
            $"The role \"{role}\" is unknown: a message's role is system, user, assistant or tool."),
    };
}
