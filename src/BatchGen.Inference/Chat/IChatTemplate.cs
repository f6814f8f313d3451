namespace BatchGen.Inference.Chat;

/// <summary>Turns messages into prompt segments, the assistant's turn opened at the end.</summary>
public interface IChatTemplate
{
    /// <summary>Texts that end an answer besides the vocabulary's end-of-generation tokens; each is a special token's piece.</summary>
    IReadOnlyList<string> StopPieces { get; }

    IReadOnlyList<PromptSegment> Render(IReadOnlyList<ChatMessage> messages);
}
