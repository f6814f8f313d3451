using BatchGen.Inference.Sentences;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace BatchGen.Batches.Data;

/// <summary>What a user submitted: a list of items, the models that run them, one set of settings.</summary>
public sealed class Batch
{
    public long Id { get; init; }

    /// <summary>The name in URLs and in the API: "batch_" and 24 characters.</summary>
    public required string PublicId { get; init; }

    public required string Name { get; set; }

    /// <summary>Who submitted it; null for a run without sign-in, and once that user is gone.</summary>
    public long? OwnerId { get; init; }

    public User? Owner { get; init; }

    /// <summary>The API key it came by; null when a person submitted it in the browser.</summary>
    public long? ApiKeyId { get; init; }

    /// <summary>The API's part of it; null when it was not handed in by <c>POST /v1/batches</c>.</summary>
    public BatchOrder? Order { get; init; }

    /// <summary>The GGUF file's path, of several the first one's; empty until an order's file, which names the model, has been read.</summary>
    public required string ModelPath { get; set; }

    /// <summary>"/v1/chat/completions" or "/v1/completions": the shape of the results' bodies.</summary>
    public required string Endpoint { get; set; }

    public BatchState State { get; set; }

    /// <summary>A sentence when something needs a person, else null.</summary>
    public Sentence? Problem { get; set; }

    public string? ProblemCode { get; set; }

    /// <summary>Why it waits, in a sentence, while it waits; else null.</summary>
    public Sentence? WaitingReason { get; set; }

    /// <summary>Higher goes first; 0 is normal.</summary>
    public int Priority { get; set; }

    /// <summary>What holds for every item that does not say otherwise: canonical JSON of <c>BatchSettings</c>.</summary>
    public required string SettingsJson { get; set; }

    /// <summary>The most tokens one item may take, prompt and answer together; null is the engine's own limit.</summary>
    public int? ContextLimitTokens { get; set; }

    /// <summary>Work hours of its own, as people write them; empty is at all hours, null takes the queue's. A column, since every claim asks for it.</summary>
    public string? OwnHours { get; set; }

    /// <summary>Whose clocks they mean; null or empty takes the queue's time zone.</summary>
    public string? OwnHoursZone { get; set; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? StartedAt { get; set; }

    public DateTimeOffset? FinalizingAt { get; set; }

    public DateTimeOffset? FinishedAt { get; set; }

    /// <summary>From the start of the work to its end, for sorting by it; 0 until it ended, or when it never began.</summary>
    public long DurationMs { get; set; }

    /// <summary>Since when, and who said so, while it is paused; else null.</summary>
    public DateTimeOffset? PausedAt { get; set; }

    public string? PausedBy { get; set; }

    /// <summary>The schedule that submitted it; null when a person did, or when the schedule was deleted.</summary>
    public long? ScheduleId { get; set; }

    /// <summary>The run of the schedule: no two batches are ever of the same one.</summary>
    public long? ScheduleRunId { get; set; }

    /// <summary>Counters, kept in the same transaction as the result they count; never counted by scanning.</summary>
    public int TotalItems { get; set; }

    public int SucceededItems { get; set; }

    public int FailedItems { get; set; }

    public int CancelledItems { get; set; }

    /// <summary>Items whose answer has any flag, and those that have each.</summary>
    public int FlaggedItems { get; set; }

    public int EmptyItems { get; set; }

    public int TruncatedItems { get; set; }

    public int DegenerateItems { get; set; }

    public int NoCodeItems { get; set; }

    public int SyntaxErrorItems { get; set; }

    public int CodeChangedItems { get; set; }

    /// <summary>Of all good items, as counted when it was submitted: what quotas go by.</summary>
    public long SubmittedTokens { get; set; }

    public long PromptTokens { get; set; }

    /// <summary>Of <see cref="PromptTokens"/>, those that the engine took from what it had computed for another prompt.</summary>
    public long CachedTokens { get; set; }

    public long CompletionTokens { get; set; }

    /// <summary>The span that it was submitted in, as a traceparent: what its shards' spans hang on. Null when it was not traced.</summary>
    public string? TraceParent { get; set; }

    /// <summary>File names below the batch's folder in the data directory; null until written.</summary>
    public string? OutputFile { get; set; }

    public string? ErrorFile { get; set; }

    /// <summary>Items that have their end, in thousandths of all; computed by the database, for sorting by it.</summary>
    public int ProgressPermille { get; private set; }

    /// <summary>Grows with every change of the row, so that of two readings the later can be told.</summary>
    public long Revision { get; set; }

    public List<BatchItem> Items { get; } = [];

    public List<Shard> Shards { get; } = [];

    /// <summary>By their index; empty for a batch of one model.</summary>
    public List<BatchModel> Models { get; } = [];

    public List<BatchLabel> Labels { get; } = [];

    public List<BatchWord> Words { get; } = [];

    /// <summary>Nothing more happens to it unless a person asks.</summary>
    public void Finish(BatchState state, DateTimeOffset at)
    {
        State = state;
        FinishedAt = at;
        DurationMs = StartedAt is { } started ? (long)(at - started).TotalMilliseconds : 0;
        WaitingReason = null;
    }

    /// <summary>Its shards may be claimed again.</summary>
    public void Requeue()
    {
        State = BatchState.Queued;
        Problem = null;
        ProblemCode = null;
        WaitingReason = null;
        FinalizingAt = null;
        FinishedAt = null;
        DurationMs = 0;
        PausedAt = null;
        PausedBy = null;
    }
}

internal sealed class BatchConfiguration : IEntityTypeConfiguration<Batch>
{
    public void Configure(EntityTypeBuilder<Batch> builder)
    {
        builder.Property(batch => batch.PublicId).HasMaxLength(40);
        builder.Property(batch => batch.Name).HasMaxLength(200);
        builder.Property(batch => batch.Endpoint).HasMaxLength(40);
        builder.Property(batch => batch.PausedBy).HasMaxLength(200);
        builder.Property(batch => batch.OwnHours).HasMaxLength(1000);
        builder.Property(batch => batch.OwnHoursZone).HasMaxLength(100);
        builder.Property(batch => batch.TraceParent).HasMaxLength(55);
        builder.HasIndex(batch => batch.PublicId).IsUnique();

        // Deleted is deleted for everybody at once, whatever of it is still to be removed.
        builder.HasQueryFilter(batch => batch.State != BatchState.Deleting);

        // Keyset paging, newest first: ids grow with time, so all batches need no index but their key.
        builder.HasIndex(batch => new { batch.State, batch.Id });
        builder.HasIndex(batch => new { batch.ScheduleId, batch.Id });

        // What retention looks for.
        builder.HasIndex(batch => batch.FinishedAt);

        // The other orders of the list.
        builder.HasIndex(batch => new { batch.Name, batch.Id });
        builder.HasIndex(batch => new { batch.ProgressPermille, batch.Id });
        builder.HasIndex(batch => new { batch.DurationMs, batch.Id });

        // A schedule's run that was begun again after a crash must not submit a second batch.
        builder.HasIndex(batch => batch.ScheduleRunId).IsUnique();

        // A submitter's own batches; and what counts towards a quota today.
        builder.HasIndex(batch => new { batch.OwnerId, batch.Id });
        builder.HasIndex(batch => new { batch.OwnerId, batch.CreatedAt });

        // The API lists by time and id.
        builder.HasIndex(batch => new { batch.CreatedAt, batch.PublicId });
        builder.OwnsOne(batch => batch.Order, BatchOrder.Configure);
        builder.HasOne(batch => batch.Owner).WithMany().HasForeignKey(batch => batch.OwnerId).OnDelete(DeleteBehavior.SetNull);
    }
}

/// <summary>Where a batch stands. Stored by name; order means nothing.</summary>
public enum BatchState
{
    /// <summary>Ordered through the API; its file is still to be read, and it has no items yet.</summary>
    Validating,

    /// <summary>Stored; no shard has been claimed yet.</summary>
    Queued,
    Running,

    /// <summary>Stopped by a person until one lets it go on: no shard can be claimed, and what is done stays.</summary>
    Paused,

    /// <summary>Every item has its end; the files are being written.</summary>
    Finalizing,

    /// <summary>Files are in place. Some items may have failed.</summary>
    Completed,
    Cancelling,

    /// <summary>Cancelled; what was done before is in the files.</summary>
    Cancelled,

    /// <summary>It could not be run at all: its file is unusable, or its model cannot be loaded; the reason is in <see cref="Batch.Problem"/>.</summary>
    Failed,

    /// <summary>Deleted by a person or by age: nobody sees it any more, and what is left of it is removed in the background.</summary>
    Deleting,
}

/// <summary>What a batch's state means for everybody who asks: said here and nowhere else.</summary>
public static class BatchStates
{
    /// <summary>Its shards may be claimed.</summary>
    public static bool IsActive(this BatchState state) => state switch
    {
        BatchState.Queued or BatchState.Running => true,
        BatchState.Validating or BatchState.Paused or BatchState.Finalizing or BatchState.Cancelling
            or BatchState.Completed or BatchState.Cancelled or BatchState.Failed or BatchState.Deleting => false,
    };

    /// <summary>Nothing more happens to it unless a person asks.</summary>
    public static bool IsAtRest(this BatchState state) => state switch
    {
        BatchState.Completed or BatchState.Cancelled or BatchState.Failed => true,
        BatchState.Validating or BatchState.Queued or BatchState.Running or BatchState.Paused or BatchState.Finalizing or BatchState.Cancelling
            or BatchState.Deleting => false,
    };

    /// <summary>Its completion window closed before it was done.</summary>
    public static bool IsExpired(this Batch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        return batch.Order?.ExpiredAt is not null;
    }

    public static bool IsActive(this Batch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        return batch.State.IsActive();
    }

    /// <summary>The same, asked of the database.</summary>
    public static IQueryable<Batch> WhereActive(this IQueryable<Batch> batches) =>
        batches.Where(batch => batch.State == BatchState.Queued || batch.State == BatchState.Running);

    /// <summary>The same, asked of the database.</summary>
    public static IQueryable<Batch> WhereAtRest(this IQueryable<Batch> batches) =>
        batches.Where(batch => batch.State == BatchState.Completed || batch.State == BatchState.Cancelled || batch.State == BatchState.Failed);

    /// <summary>What <see cref="BatchConfiguration"/> hides from every other query.</summary>
    internal static IQueryable<Batch> BeingDeleted(this BatchGenDbContext db) =>
        db.Batches.IgnoreQueryFilters().AsNoTracking().Where(batch => batch.State == BatchState.Deleting);

    public static IQueryable<Batch> WhereNotAtRest(this IQueryable<Batch> batches) =>
        batches.Where(batch => batch.State != BatchState.Completed && batch.State != BatchState.Cancelled && batch.State != BatchState.Failed);
}
