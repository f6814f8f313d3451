namespace BatchGen.Web.Api;

/// <summary>A device, what is free on it, and what BatchGen may take of it.</summary>
/// <param name="LimitBytes">What engines may take together; all of the device when nobody set less.</param>
/// <param name="ReserveBytes">Kept free on top of that.</param>
internal sealed record DeviceLimitBody(string Name, string Description, string Kind, long TotalBytes, long FreeBytes, long? LimitBytes, double? LimitPercent, long ReserveBytes);
