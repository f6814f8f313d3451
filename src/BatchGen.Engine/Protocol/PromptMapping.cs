using BatchGen.Inference.Chat;

namespace BatchGen.Engine.Protocol;

internal static class PromptMapping
{
    public static PromptWire ToWire(this GenerationPrompt prompt) => prompt switch
    {
        ChatPrompt chat => new PromptWire { Chat = ToWire(chat) },
        SegmentPrompt segments => new PromptWire { Segments = ToWire(segments) },
        _ => throw new ArgumentException($"Unknown kind of prompt: {prompt.GetType().Name}.", nameof(prompt)),
    };

    public static GenerationPrompt FromWire(this PromptWire wire) => wire.PromptCase switch
    {
        PromptWire.PromptOneofCase.Chat =>
            new ChatPrompt([.. wire.Chat.Messages.Select(message => new ChatMessage(message.Role, message.Content))]),
        PromptWire.PromptOneofCase.Segments =>
            new SegmentPrompt(
                [.. wire.Segments.Segments.Select(segment => new PromptSegment(segment.Text, segment.IsTemplate))],
                [.. wire.Segments.StopPieces]),
        _ => throw new ArgumentException("The request carries no prompt.", nameof(wire)),
    };

    private static ChatPromptWire ToWire(ChatPrompt chat)
    {
        var wire = new ChatPromptWire();
        foreach (var message in chat.Messages)
            wire.Messages.Add(new ChatMessageWire { Role = message.Role, Content = message.Content });
        return wire;
    }

    private static SegmentPromptWire ToWire(SegmentPrompt prompt)
    {
        var wire = new SegmentPromptWire();
        foreach (var segment in prompt.Segments)
            wire.Segments.Add(new SegmentWire { Text = segment.Text, IsTemplate = segment.IsTemplate });
        wire.StopPieces.AddRange(prompt.StopPieces);
        return wire;
    }
}
