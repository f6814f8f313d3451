namespace BatchGen.Inference.Answers;

/// <param name="Bytes">The token's text in UTF-8, possibly a part of a character.</param>
/// <param name="LogProbability">Natural logarithm, as <see cref="Sampling.LogProbabilities"/> has it.</param>
public sealed record TokenChance(ReadOnlyMemory<byte> Bytes, double LogProbability);
