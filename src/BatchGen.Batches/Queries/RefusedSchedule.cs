using BatchGen.Inference.Sentences;

namespace BatchGen.Batches.Queries;

/// <summary>A schedule whose last run brought no batch about.</summary>
/// <param name="At">When it was to run.</param>
/// <param name="Note">Why it was refused.</param>
public sealed record RefusedSchedule(long Id, string Name, DateTimeOffset At, Sentence? Note);
