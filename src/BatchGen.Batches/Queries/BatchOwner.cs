namespace BatchGen.Batches.Queries;

/// <param name="UserId">Null when it belongs to nobody: submitted without sign-in, or by a user who is gone.</param>
public sealed record BatchOwner(long? UserId);
