using BatchGen.Inference.Sentences;

namespace BatchGen.Inference.Chat;

/// <summary>Messages that cannot become a prompt. The message is a sentence for the person who sent them.</summary>
public sealed class PromptException(string code, InvariantText message) : Exception(message.ToString())
{
    /// <summary>
    /// Stable code, documented in docs/errors.md: unknown_role, empty_messages, chat_template_dropped_message, chat_template_refused,
    /// chat_template_unsupported.
    /// </summary>
    public string Code { get; } = code;

    internal static void ThrowIfEmpty(IReadOnlyList<ChatMessage> messages)
    {
        if (messages.Count == 0)
            throw new PromptException("empty_messages", "There are no messages to answer: send at least one.");
    }
}
