namespace BatchGen.Batches.Files;

/// <param name="FileName">For people; cut and cleaned before it is kept.</param>
/// <param name="ExpiresAfter">Null keeps it until it is deleted.</param>
/// <param name="OwnerId">Whose it will be; null without sign-in.</param>
public sealed record NewFile(string FileName, string Purpose, TimeSpan? ExpiresAfter, long? OwnerId = null);
