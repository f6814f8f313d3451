namespace BatchGen.Batches.Files;

/// <param name="Purpose">Null takes all.</param>
/// <param name="After">The public id of the last file seen; null starts at the first.</param>
/// <param name="OldestFirst">Else the newest come first.</param>
/// <param name="OwnerId">Whose files; null takes everybody's.</param>
public sealed record FileFilter(string? Purpose, string? After, int Limit, bool OldestFirst, long? OwnerId = null);
