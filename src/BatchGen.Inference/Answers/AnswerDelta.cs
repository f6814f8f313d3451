namespace BatchGen.Inference.Answers;

/// <summary>What an answer grew by.</summary>
/// <param name="Text">Whole characters only, never a part of a stop text; may be empty.</param>
/// <param name="Tokens">Those whose first character is in the text; empty unless they were asked for.</param>
public sealed record AnswerDelta(string Text, IReadOnlyList<TokenChances> Tokens);
