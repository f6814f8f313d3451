namespace BatchGen.Inference.Answers;

/// <param name="Start">The character of the answer where the token begins.</param>
internal sealed record PlacedChances(int Start, TokenChances Chances);
