namespace BatchGen.Batches.Submission;

/// <summary>One bar of the token histogram.</summary>
/// <param name="FromTokens">Inclusive.</param>
/// <param name="ToTokens">Exclusive.</param>
public sealed record TokenBucket(int FromTokens, int ToTokens, int Items);
