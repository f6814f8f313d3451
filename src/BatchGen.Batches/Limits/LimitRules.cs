using System.Globalization;
using BatchGen.Engine.Planning;
using BatchGen.Inference.Runtime;
using BatchGen.Inference.Sentences;

namespace BatchGen.Batches.Limits;

/// <summary>Makes a limit of what was typed, for one device, or says why not.</summary>
internal static class LimitRules
{
    private const double GiB = 1L << 30;
    private const double MiB = 1L << 20;

    /// <returns>Null: all of the device may be used.</returns>
    /// <exception cref="LimitException">Not a number, or outside the range that the message names.</exception>
    public static DeviceLimit? Read(DeviceLimitChange change, DeviceMemory device)
    {
        var limit = string.IsNullOrWhiteSpace(change.Limit) ? null : LimitAmount.Parse(change.Limit);
        var reserve = string.IsNullOrWhiteSpace(change.Reserve) ? 0 : LimitAmount.Parse(change.Reserve).BytesOf(device.TotalBytes);
        var limitBytes = limit?.BytesOf(device.TotalBytes) ?? device.TotalBytes;
        if (limitBytes <= 0 || limitBytes > device.TotalBytes)
        {
            throw new LimitException(
                LimitErrorCodes.OutOfRange,
                $"The limit of {device.Name} would be {Text(limitBytes)}; above 0 and up to {Text(device.TotalBytes)} (100 %) is possible.");
        }

        if (reserve < 0 || reserve >= limitBytes)
        {
            throw new LimitException(
                LimitErrorCodes.ReserveOutOfRange,
                $"The reserve on {device.Name} would be {Text(reserve)}; 0 to below the limit of {Text(limitBytes)} is possible.");
        }

        return limit is null && reserve == 0 ? null : new DeviceLimit(limit?.Bytes, limit?.Percent, reserve);
    }

    /// <summary>As the audit log says it.</summary>
    public static Sentence Describe(DeviceLimit? limit)
    {
        var amount = limit switch
        {
            { LimitBytes: { } bytes } => Sentence.FromString(Text(bytes)),
            { LimitPercent: { } percent } => (Sentence)$"{percent:0.##} %",
            _ => (Sentence)"all of it",
        };
        return limit is { ReserveBytes: > 0 } ? (Sentence)$"{amount}, reserve {Text(limit.ReserveBytes)}" : amount;
    }

    private static string Text(long bytes) => bytes >= GiB
        ? string.Create(CultureInfo.InvariantCulture, $"{bytes / GiB:0.##} GiB")
        : string.Create(CultureInfo.InvariantCulture, $"{bytes / MiB:0.##} MiB");
}

/// <summary>The limits as they would be with one of them changed.</summary>
internal sealed class ProposedLimits(IDeviceLimits current, string changedDevice, DeviceLimit? changed) : IDeviceLimits
{
    public DeviceLimit? Find(string deviceName) => deviceName == changedDevice ? changed ?? new DeviceLimit(null, null, 0) : current.Find(deviceName);
}
