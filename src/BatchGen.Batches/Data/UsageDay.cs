using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace BatchGen.Batches.Data;

/// <summary>
/// What one user used on one day, by key, model and labels. Written in the transaction that gives items their end, never changed by
/// anything else, and kept when batches are deleted. It names rows of other tables without depending on them: 0 or "" is none.
/// </summary>
public sealed class UsageDay
{
    public const int MaxModelLength = 300;

    /// <summary>Of every label a batch may have, and what stands between them.</summary>
    public const int MaxLabelsLength = BatchLabel.MaxPerBatch * (BatchLabel.MaxLength + 1);

    /// <summary>Labels have no control characters, so this is in none.</summary>
    public const char LabelSeparator = '\n';

    public long Id { get; init; }

    /// <summary>By UTC.</summary>
    public DateOnly Day { get; init; }

    /// <summary>0 for a run without sign-in.</summary>
    public long UserId { get; init; }

    /// <summary>0 for what was submitted in the browser.</summary>
    public long ApiKeyId { get; init; }

    public WorkSource Source { get; init; }

    /// <summary>The model file's name without its folder and ending, which is the same on every machine.</summary>
    public required string Model { get; init; }

    /// <summary>All labels of the batch when the items ended, in order, <see cref="LabelSeparator"/> between two.</summary>
    public required string Labels { get; init; }

    public long SucceededItems { get; init; }

    public long FailedItems { get; init; }

    public long CancelledItems { get; init; }

    public long PromptTokens { get; init; }

    /// <summary>Of <see cref="PromptTokens"/>, those that were taken from what had been computed for another prompt.</summary>
    public long CachedTokens { get; init; }

    public long GeneratedTokens { get; init; }

    /// <summary>Milliseconds in which answers had a slot of an engine; they share it, so this may be more than the clock's.</summary>
    public long EngineMs { get; init; }
}

internal sealed class UsageDayConfiguration : IEntityTypeConfiguration<UsageDay>
{
    public void Configure(EntityTypeBuilder<UsageDay> builder)
    {
        builder.ToTable("UsageDays");
        builder.Property(usage => usage.Model).HasMaxLength(UsageDay.MaxModelLength);
        builder.Property(usage => usage.Labels).HasMaxLength(UsageDay.MaxLabelsLength);

        // What is added to is found by it.
        builder.HasIndex(usage => new { usage.Day, usage.UserId, usage.ApiKeyId, usage.Source, usage.Model, usage.Labels }).IsUnique();

        // One's own use, and what counts towards a quota today.
        builder.HasIndex(usage => new { usage.UserId, usage.Day });
    }
}
