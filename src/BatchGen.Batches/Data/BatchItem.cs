using BatchGen.Code.Inputs;
using BatchGen.Inference.Sentences;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace BatchGen.Batches.Data;

/// <summary>One prompt; ends as exactly one result or one error.</summary>
public sealed class BatchItem
{
    public const int MaxCustomIdLength = 512;
    public const int MaxErrorFieldLength = 400;

    public long Id { get; init; }

    public long BatchId { get; init; }

    public Batch? Batch { get; init; }

    /// <summary>0-based place in the input.</summary>
    public int Ordinal { get; init; }

    public required string CustomId { get; init; }

    /// <summary>1-based line of the input it came from.</summary>
    public int LineNumber { get; init; }

    public ItemState State { get; set; }

    /// <summary>Times it was sent to an engine.</summary>
    public int Attempts { get; set; }

    /// <summary>Times an engine died while this item was in it; an item that kills it alone is quarantined.</summary>
    public int EngineLosses { get; set; }

    public int PromptTokens { get; set; }

    public int CompletionTokens { get; set; }

    /// <summary>"stop", "length" or "tool_calls"; null without an answer.</summary>
    public string? FinishReason { get; set; }

    public string? ErrorCode { get; set; }

    public Sentence? ErrorMessage { get; set; }

    /// <summary>The field of the request that its error is about, as a path like "messages[0].content"; null when none.</summary>
    public string? ErrorField { get; set; }

    public DateTimeOffset? FinishedAt { get; set; }

    /// <summary>Which of the batch's models runs it; 0 where the batch has one.</summary>
    public int ModelIndex { get; init; }

    /// <summary>The input file's path, a safe one; null for items that came from no file.</summary>
    public string? Path { get; init; }

    /// <summary>What is wrong with its answer; filtered by.</summary>
    public QualityFlags Flags { get; set; }

    /// <summary>The comment task's check: whether the code is the same without comments. Null when nothing is claimed.</summary>
    public bool? IsCodeUnchanged { get; set; }

    /// <summary>Parts its input is cut into; 0 when it goes to the model whole.</summary>
    public int Parts { get; init; }

    /// <summary>Times an answer of it was generated again for its flags.</summary>
    public int QualityRetries { get; set; }

    public ItemResult? Result { get; set; }

    /// <summary>Where its input is cut, as decided at submission: canonical JSON of its <c>SourceCut</c>s. Null when whole.</summary>
    public string? CutsJson { get; init; }

    /// <summary>
    /// The request as stored at submission: canonical JSON of <c>ItemRequest</c>.
    /// Empty when the line never became a request; such an item failed at submission and cannot be retried.
    /// Declared, and so stored, last: lists read a row's narrow part without walking SQLite's overflow pages.
    /// </summary>
    public required string RequestJson { get; init; }
}

internal sealed class BatchItemConfiguration : IEntityTypeConfiguration<BatchItem>
{
    public void Configure(EntityTypeBuilder<BatchItem> builder)
    {
        builder.ToTable("Items");
        builder.Property(item => item.CustomId).HasMaxLength(BatchItem.MaxCustomIdLength);
        builder.Property(item => item.FinishReason).HasMaxLength(20);
        builder.Property(item => item.ErrorCode).HasMaxLength(80);
        builder.Property(item => item.ErrorField).HasMaxLength(BatchItem.MaxErrorFieldLength);
        builder.Property(item => item.Path).HasMaxLength(SafePath.MaxCharacters);

        // An end is never overwritten: every update says which state it expects to find.
        builder.Property(item => item.State).IsConcurrencyToken();

        builder.HasIndex(item => new { item.BatchId, item.Ordinal }).IsUnique();
        builder.HasIndex(item => new { item.BatchId, item.CustomId }).IsUnique();
        builder.HasIndex(item => new { item.BatchId, item.State, item.Ordinal });

        builder.HasOne(item => item.Batch).WithMany(batch => batch.Items).HasForeignKey(item => item.BatchId);
        builder.HasOne(item => item.Result).WithOne().HasForeignKey<ItemResult>(result => result.ItemId);
    }
}

/// <summary>Stored by name. That an item is running just now is known to the progress feed, not to the database.</summary>
public enum ItemState
{
    Pending,
    Succeeded,
    Failed,
    Cancelled,
}

/// <summary>What is wrong with an answer that came back, as stored and counted: one bit a kind. Values never change.</summary>
[Flags]
public enum QualityFlags
{
    None = 0,

    /// <summary>Nothing but white space.</summary>
    Empty = 1,

    /// <summary>Cut by the token limit.</summary>
    Truncated = 2,

    /// <summary>It ends in one character or passage over and over.</summary>
    Degenerate = 4,

    /// <summary>Code was asked for, and there is none.</summary>
    NoCode = 8,

    /// <summary>A parser of the language refuses the code.</summary>
    SyntaxError = 16,

    /// <summary>The task only adds comments, and the code is another than before.</summary>
    CodeChanged = 32,
}

/// <summary>Why items ended without having run; OpenAI's codes.</summary>
internal static class EndCodes
{
    public const string Cancelled = "batch_cancelled";
    public const string Expired = "batch_expired";

    /// <summary>In OpenAI's words.</summary>
    public static string MessageOf(string code) => code switch
    {
        Expired => "This request could not be executed before the completion window expired.",
        Cancelled => "The batch was cancelled before this request was answered.",
        _ => throw new ArgumentOutOfRangeException(nameof(code), code, "No item ends so without having run."),
    };
}
