using System.Diagnostics;
using BatchGen.Batches.Data;

namespace BatchGen.Batches.Tracing;

/// <summary>
/// The spans of this room: one trace a batch, from its submission through each shard and its commits to the result files, across processes and
/// machines. Where nobody traces, none is made. Prompts, answers and custom ids are in none of them.
/// </summary>
public static class Spans
{
    public const string SourceName = "BatchGen";

    internal static ActivitySource Source { get; } = new(SourceName);

    /// <summary>The beginning of a batch, within the trace of whoever sent it, if they said so (traceparent).</summary>
    /// <param name="orderedIn">Of an order, that of its own span; else null.</param>
    public static Activity? BeginSubmission(string? orderedIn = null) =>
        Begin("batch.submit", ActivityKind.Producer, ParseParent(orderedIn) ?? CallersContext());

    /// <summary>An order: its file is read later, by a job.</summary>
    public static Activity? BeginOrder(Batch batch) => Named(Begin("batch.order", ActivityKind.Producer, CallersContext()), batch.PublicId);

    /// <summary>One worker's way through one shard.</summary>
    public static Activity? BeginShard(string batchPublicId, long shardId, int items, string? submittedIn)
    {
        var span = Named(Begin("shard.run", ActivityKind.Consumer, ParseParent(submittedIn) ?? default), batchPublicId);
        return span?.SetTag("batchgen.shard.id", shardId).SetTag("batchgen.shard.items", items);
    }

    /// <summary>One transaction of results, under the shard's span.</summary>
    public static Activity? BeginCommit(int ends) => Source.StartActivity("results.commit")?.SetTag("batchgen.commit.ends", ends);

    /// <summary>The writing of a batch's files.</summary>
    public static Activity? BeginFinalizing(Batch batch) =>
        Named(Begin("batch.finalize", ActivityKind.Consumer, ParseParent(batch.TraceParent) ?? default), batch.PublicId);

    /// <summary>Somebody waits for it.</summary>
    public static Activity? BeginLive(string modelPath) =>
        Begin("live.request", ActivityKind.Internal, CallersContext())?.SetTag("batchgen.model", Path.GetFileName(modelPath));

    public static Activity? Named(Activity? span, string batchPublicId) => span?.SetTag("batchgen.batch.id", batchPublicId);

    public static void Fail(Activity? span, Exception failure)
    {
        ArgumentNullException.ThrowIfNull(failure);
        // The kind and no message: it may quote what somebody sent.
        span?.SetStatus(ActivityStatusCode.Error, failure.GetType().Name);
    }

    /// <summary>What is around here, a job's or a server's own span, is not the parent, and is none of the trace's.</summary>
    private static Activity? Begin(string name, ActivityKind kind, ActivityContext parent)
    {
        var around = Activity.Current;
        Activity.Current = null;
        var span = Source.StartActivity(name, kind, parent);
        if (span is null)
            Activity.Current = around;
        return span;
    }

    /// <summary>The span that the caller named in the request's headers. The server's own span of the request is sent to nobody.</summary>
    private static ActivityContext CallersContext() => Activity.Current switch
    {
        null => default,
        { Source.Name: SourceName } own => own.Context,
        // A parent that is no object here came from outside; HasRemoteParent says so only where somebody listens to the server's spans.
        { Parent: null, ParentId: not null, IdFormat: ActivityIdFormat.W3C } request =>
            new ActivityContext(request.TraceId, request.ParentSpanId, request.ActivityTraceFlags, request.TraceStateString, isRemote: true),
        _ => default,
    };

    private static ActivityContext? ParseParent(string? traceParent) =>
        ActivityContext.TryParse(traceParent, traceState: null, isRemote: true, out var context) ? context : null;
}
