using System.Collections.Concurrent;
using System.Diagnostics;
using BatchGen.Batches.Tracing;

namespace BatchGen.Batches.Tests.Tracing;

/// <summary>Every span of this process that ended, also those of tests beside: ask for those of one trace.</summary>
internal sealed class HeardSpans : IDisposable
{
    private readonly ConcurrentQueue<Activity> _ended = new();
    private readonly ActivityListener _listener;

    public HeardSpans()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == Spans.SourceName,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = _ended.Enqueue,
        };
        ActivitySource.AddActivityListener(_listener);
    }

    public IReadOnlyList<Activity> OfBatch(string publicId, string? name = null) =>
        [.. _ended.Where(span => (name is null || span.OperationName == name) && (string?)span.GetTagItem("batchgen.batch.id") == publicId)];

    public IReadOnlyList<Activity> OfTrace(ActivityTraceId trace) => [.. _ended.Where(span => span.TraceId == trace)];

    public void Dispose() => _listener.Dispose();
}
