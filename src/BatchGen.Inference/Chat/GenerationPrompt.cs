namespace BatchGen.Inference.Chat;

/// <summary>What a request asks: messages for the model's chat template, or segments that are already a prompt.</summary>
public abstract record GenerationPrompt;

/// <summary>Rendered in the engine process by the model's own template (CodeGeeX4's for chatglm models).</summary>
public sealed record ChatPrompt(IReadOnlyList<ChatMessage> Messages) : GenerationPrompt;

/// <summary>A finished prompt: infilling, or plain completion.</summary>
/// <param name="StopPieces">Special tokens that end the answer besides the usual ones, e.g. <c>&lt;|code_prefix|&gt;</c>.</param>
public sealed record SegmentPrompt(IReadOnlyList<PromptSegment> Segments, IReadOnlyList<string> StopPieces) : GenerationPrompt;
