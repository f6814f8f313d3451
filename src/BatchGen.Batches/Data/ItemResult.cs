using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace BatchGen.Batches.Data;

/// <summary>An item's answer, apart from its row so that lists stay narrow.</summary>
public sealed class ItemResult
{
    public long ItemId { get; init; }

    public required string Text { get; init; }

    public int CachedTokens { get; init; }

    /// <summary>Milliseconds in the engine's queue, computing the prompt, and generating.</summary>
    public double QueuedMs { get; init; }

    public double PrefillMs { get; init; }

    public double DecodeMs { get; init; }

    /// <summary>What the flags say, a sentence each, as canonical JSON; null when nothing is wrong.</summary>
    public string? FlagsJson { get; init; }

    /// <summary>How a chunked item's answer was made: canonical JSON of <c>ChunkLineage</c>; null for a whole one.</summary>
    public string? LineageJson { get; init; }

    /// <summary>The calls in the answer, as canonical JSON of <c>ToolAnswer</c>; null when it calls nothing.</summary>
    public string? CallsJson { get; init; }

    /// <summary>How likely its tokens were, as canonical JSON of <c>ChatLogprobs</c>; null unless that was asked for.</summary>
    public string? LogprobsJson { get; init; }
}

internal sealed class ItemResultConfiguration : IEntityTypeConfiguration<ItemResult>
{
    public void Configure(EntityTypeBuilder<ItemResult> builder)
    {
        builder.ToTable("Results");
        builder.HasKey(result => result.ItemId);
        builder.Property(result => result.ItemId).ValueGeneratedNever();
    }
}
