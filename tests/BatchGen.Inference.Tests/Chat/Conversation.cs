using BatchGen.Inference.Chat;

namespace BatchGen.Inference.Tests.Chat;

internal static class Conversation
{
    /// <param name="messages">Each "role:content".</param>
    public static ChatMessage[] Of(params IEnumerable<string> messages) =>
        [.. messages.Select(message => message.Split(':', 2)).Select(parts => new ChatMessage(parts[0], parts[1]))];
}
