namespace BatchGen.Engine.Headroom;

/// <summary>One device at one moment.</summary>
/// <param name="UsedBytes">Measured: in use by every program.</param>
/// <param name="PlannedBytes">What our engines were admitted with.</param>
/// <param name="LimitBytes">What may be in use, the reserve taken off.</param>
/// <param name="At">UTC.</param>
public sealed record HeadroomSample(string DeviceName, long UsedBytes, long PlannedBytes, long LimitBytes, DateTimeOffset At);
