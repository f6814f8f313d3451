namespace BatchGen.Batches.Schedules;

/// <summary>A file of a watched folder that nobody is writing to.</summary>
/// <param name="Hash">SHA-256 of its content, in hexadecimal.</param>
internal sealed record WatchedFile(string Name, string Hash);
