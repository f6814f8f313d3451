using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace BatchGen.Batches.Data;

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
