using BatchGen.Inference.Chat;

namespace BatchGen.Batches.Submission;

/// <summary>The final prompt of one item, as the model would get it.</summary>
/// <param name="Messages">In order, the system prompt first; empty for a plain prompt and for infilling.</param>
/// <param name="Text">A plain or an infilling prompt, its tags included; null for a conversation.</param>
/// <param name="Tokens">As counted by the model's own tokenizer, template included; of the whole, also when it is cut.</param>
/// <param name="Parts">Parts the input is cut into; 0 when it goes to the model whole.</param>
/// <param name="Problem">Why it cannot run, or null.</param>
public sealed record PromptPreview(
    string CustomId,
    string? Path,
    IReadOnlyList<ChatMessage> Messages,
    string? Text,
    int Tokens,
    int Parts,
    InputProblem? Problem);
