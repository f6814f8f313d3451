namespace BatchGen.Batches.Limits;

/// <summary>What an administrator asks for, as typed.</summary>
/// <param name="Limit">"12", "12.5 GiB", "800 MiB" or "75 %"; empty takes the limit away.</param>
/// <param name="Reserve">An amount or a percentage of the device; empty is none.</param>
public sealed record DeviceLimitChange(string DeviceName, string Limit, string Reserve);
