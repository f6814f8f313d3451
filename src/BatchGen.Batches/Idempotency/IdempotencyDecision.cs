namespace BatchGen.Batches.Idempotency;

/// <summary>What a request with an idempotency key is to do.</summary>
public abstract record IdempotencyDecision;

/// <summary>It is the first: it does its work and then says what it answered.</summary>
public sealed record AnswerFirst(long Id) : IdempotencyDecision;

/// <summary>It was answered before: the same answer again.</summary>
public sealed record AnswerAgain(int StatusCode, string Body) : IdempotencyDecision;

/// <summary>The first one is still being answered.</summary>
public sealed record AnswerPending : IdempotencyDecision;

/// <summary>The key belongs to another request.</summary>
public sealed record AnswerConflict : IdempotencyDecision;
