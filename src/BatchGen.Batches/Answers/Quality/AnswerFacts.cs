using BatchGen.Batches.Tasks;
using BatchGen.Inference.Scheduling;

namespace BatchGen.Batches.Answers.Quality;

/// <summary>What judging an answer needs to know.</summary>
/// <param name="Expected">What the task should give.</param>
/// <param name="Language">The language the code should be in (for a translation the target), as named in <c>CodeLanguages</c>; null when unknown.</param>
public sealed record AnswerFacts(string Text, FinishReason FinishReason, AnswerKind Expected, string? Language);
