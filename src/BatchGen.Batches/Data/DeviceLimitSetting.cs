using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace BatchGen.Batches.Data;

/// <summary>What an administrator allows on one device of one machine. No row: all of it.</summary>
public sealed class DeviceLimitSetting
{
    public long Id { get; init; }

    /// <summary>Machines that share a database each have devices, and limits, of their own.</summary>
    public required string MachineName { get; init; }

    /// <summary>ggml's name, e.g. "CUDA0" or "CPU".</summary>
    public required string DeviceName { get; init; }

    /// <summary>An amount; null when the share decides.</summary>
    public long? LimitBytes { get; set; }

    /// <summary>A share of what is installed, above 0 to 100; null when the amount decides, or without a limit.</summary>
    public double? LimitPercent { get; set; }

    /// <summary>Kept free under the limit.</summary>
    public long ReserveBytes { get; set; }
}

internal sealed class DeviceLimitSettingConfiguration : IEntityTypeConfiguration<DeviceLimitSetting>
{
    public void Configure(EntityTypeBuilder<DeviceLimitSetting> builder)
    {
        builder.ToTable("DeviceLimits");
        builder.Property(limit => limit.MachineName).HasMaxLength(200);
        builder.Property(limit => limit.DeviceName).HasMaxLength(100);
        builder.HasIndex(limit => new { limit.MachineName, limit.DeviceName }).IsUnique();
    }
}
