namespace BatchGen.Inference.Chat;

/// <summary>For models without a chat template: the contents, a blank line between them, to be continued by the model.</summary>
public sealed class PlainTemplate : IChatTemplate
{
    public string Name => "none";

    public IReadOnlyList<string> StopPieces => [];

    public IReadOnlyList<PromptSegment> Render(IReadOnlyList<ChatMessage> messages)
    {
        PromptException.ThrowIfEmpty(messages);
        return [new PromptSegment(string.Join("\n\n", messages.Select(message => message.Content)), IsTemplate: false)];
    }
}
