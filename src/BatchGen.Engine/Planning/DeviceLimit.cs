namespace BatchGen.Engine.Planning;

/// <summary>How much of a device may be in use, other processes included.</summary>
/// <param name="LimitBytes">An amount; null means the share decides.</param>
/// <param name="LimitPercent">A share of what is installed, 0 to 100; null, without an amount too, means all of it.</param>
/// <param name="ReserveBytes">Kept free under the limit.</param>
public sealed record DeviceLimit(long? LimitBytes, double? LimitPercent, long ReserveBytes)
{
    /// <summary>The limit without the reserve: 0 to <paramref name="totalBytes"/>, whatever was set.</summary>
    /// <param name="totalBytes">What is installed.</param>
    public long UsableBytes(long totalBytes)
    {
        var limit = LimitBytes ?? (long)(totalBytes * ((LimitPercent ?? 100) / 100));
        return Math.Clamp(limit - ReserveBytes, 0, totalBytes);
    }
}
