namespace BatchGen.Inference.Chat;

/// <summary>Turns messages into prompt segments, the assistant's turn opened at the end. Thread-safe.</summary>
public interface IChatTemplate
{
    /// <summary>What pages and the engine's status call it: "codegeex4", "own" or "none".</summary>
    string Name { get; }

    /// <summary>Texts that end an answer besides the vocabulary's end-of-generation tokens; each is a special token's piece.</summary>
    IReadOnlyList<string> StopPieces { get; }

    /// <exception cref="PromptException">The messages cannot be rendered: none at all, or a role the template does not know.</exception>
    IReadOnlyList<PromptSegment> Render(IReadOnlyList<ChatMessage> messages);
}
