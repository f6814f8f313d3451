using BatchGen.Batches.Data;

namespace BatchGen.Batches.Submission;

/// <summary>
/// Answers with certain flags are generated again, with other settings, before the item ends. The better answer is kept,
/// and only its tokens are counted: usage is about what was delivered.
/// </summary>
/// <param name="On">An answer with any of these is generated again.</param>
/// <param name="Temperature">For the further tries; null keeps the item's. 0 to 2.</param>
/// <param name="RepetitionPenalty">For the further tries; null keeps the item's. 0.1 to 10.</param>
/// <param name="MaxTries">Further tries for one answer, 1 to 5. Each has a seed of its own.</param>
public sealed record QualityRetry(QualityFlags On, float? Temperature = null, float? RepetitionPenalty = null, int MaxTries = 1);
