using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace BatchGen.Batches.Data;

/// <summary>
/// One generation of a long item: an answer to a part of its input, or an answer over earlier ones. Committed by
/// itself, so that a crash or a failed neighbour takes nothing from it.
/// </summary>
public sealed class ItemPiece
{
    public long ItemId { get; init; }

    /// <summary>0 for the parts of the input; 1 and up for the answers made over answers.</summary>
    public int Round { get; init; }

    /// <summary>1-based in its round.</summary>
    public int Number { get; init; }

    public PieceState State { get; set; }

    /// <summary>1-based lines of the input it stands for, both inclusive.</summary>
    public int FirstLine { get; init; }

    public int LastLine { get; init; }

    /// <summary>Of the piece's own text: header and source, or instruction and answers.</summary>
    public int TextTokens { get; init; }

    /// <summary>The whole prompt, as the engine counted it; 0 without an answer.</summary>
    public int PromptTokens { get; set; }

    public int CachedTokens { get; set; }

    public int CompletionTokens { get; set; }

    /// <summary>"stop" or "length"; null without an answer.</summary>
    public string? FinishReason { get; set; }

    public string? ErrorCode { get; set; }

    public string? ErrorMessage { get; set; }

    public double QueuedMs { get; set; }

    public double PrefillMs { get; set; }

    public double DecodeMs { get; set; }

    public DateTimeOffset? FinishedAt { get; set; }

    /// <summary>The digest of the prompt the answer was given to: another prompt, another answer.</summary>
    public required string PromptDigest { get; init; }

    /// <summary>The answer; null without one.</summary>
    public string? Text { get; set; }
}

internal sealed class ItemPieceConfiguration : IEntityTypeConfiguration<ItemPiece>
{
    public void Configure(EntityTypeBuilder<ItemPiece> builder)
    {
        builder.ToTable("Pieces");
        builder.HasKey(piece => new { piece.ItemId, piece.Round, piece.Number });
        builder.Property(piece => piece.FinishReason).HasMaxLength(20);
        builder.Property(piece => piece.ErrorCode).HasMaxLength(80);
        builder.Property(piece => piece.PromptDigest).HasMaxLength(64);
        builder.HasOne<BatchItem>().WithMany().HasForeignKey(piece => piece.ItemId).OnDelete(DeleteBehavior.Cascade);
    }
}

/// <summary>Stored by name.</summary>
public enum PieceState
{
    Pending,
    Succeeded,
    Failed,
}
