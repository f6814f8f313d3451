namespace BatchGen.Batches.Models.Downloads;

/// <param name="ReceivedBytes">What is on the disk, what was there before included.</param>
/// <param name="TotalBytes">Null while the host has not said.</param>
public sealed record DownloadProgress(long ReceivedBytes, long? TotalBytes);
