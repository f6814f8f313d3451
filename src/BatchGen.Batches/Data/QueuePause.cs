using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace BatchGen.Batches.Data;

/// <summary>The whole queue is paused while this row is there.</summary>
public sealed class QueuePause
{
    /// <summary>The one id it can have: there is one queue.</summary>
    public const int TheOnlyId = 1;

    public int Id { get; init; } = TheOnlyId;

    public DateTimeOffset At { get; init; }

    public required string By { get; init; }
}

internal sealed class QueuePauseConfiguration : IEntityTypeConfiguration<QueuePause>
{
    public void Configure(EntityTypeBuilder<QueuePause> builder)
    {
        builder.ToTable("QueuePauses");
        builder.Property(pause => pause.Id).ValueGeneratedNever();
        builder.Property(pause => pause.By).HasMaxLength(200);
    }
}
