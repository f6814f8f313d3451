using BatchGen.Batches.Data;
using BatchGen.Batches.Progress;
using BatchGen.Batches.Queries;
using BatchGen.Engine.Client;
using BatchGen.Inference.Sentences;
using BatchGen.Web.Live;

namespace BatchGen.Web.Pages.Dashboard;

/// <summary>Everything the dashboard shows at one moment.</summary>
/// <param name="Recent">What is being worked on, and the newest batches besides.</param>
/// <param name="Rates">Tokens in each of the last seconds, oldest first.</param>
public sealed record DashboardNow(
    DashboardCounts Counts,
    IReadOnlyList<BatchNow> Recent,
    IReadOnlyList<EngineStatus> Engines,
    IReadOnlyList<double> Rates,
    double TokensPerSecond)
{
    /// <summary>By priority, urgent first, as counted when the lists were read.</summary>
    public IReadOnlyList<QueueDepth> Depths { get; init; } = [];

    /// <summary>The same less what the feed has told since.</summary>
    public IReadOnlyList<QueueDepth> DepthsNow => [.. Depths.Select(depth => depth with
    {
        Items = Math.Max(
            0,
            depth.Items - Recent.Where(batch => Math.Sign(batch.Stored.Priority) == depth.Priority).Sum(batch => batch.Finished - batch.Stored.FinishedItems)),
    })];

    /// <summary>What needs a person, as read with the lists.</summary>
    public AttentionList Attention { get; init; } = AttentionList.Empty;

    /// <summary>Null while the queue runs.</summary>
    public QueuePause? Pause { get; init; }

    /// <summary>Why nothing is begun just now, and when it goes on; null during work hours.</summary>
    public Sentence? Closed { get; init; }

    /// <summary>The last hour, oldest first.</summary>
    public IReadOnlyList<ThroughputStep> Hour { get; init; } = [];

    public int WaitingBatches => Counts.QueuedBatches + Counts.RunningBatches;

    /// <summary>Items a second, all batches together; 0 while nothing ends.</summary>
    public double ItemsPerSecond => Active.Sum(batch => batch.Progress?.ItemsPerSecond ?? 0);

    public IEnumerable<BatchNow> Active => Recent.Where(batch => batch.IsActive);

    public int RunningItems => Engines.Sum(engine => engine.Activity?.RunningSequences ?? 0);

    public int Slots => Engines.Sum(engine => engine.Model?.Context.Slots ?? 0);

    /// <summary>Items without an end, as counted when the lists were read, less what the feed has told since.</summary>
    public long WaitingItems => Math.Max(0, Counts.WaitingItems - Recent.Sum(batch => batch.Finished - batch.Stored.FinishedItems));

    /// <summary>The longest estimate among the batches that run; null while there is none.</summary>
    public TimeSpan? Remaining => Active.Max(batch => batch.Remaining);

    public BatchNow? Find(string batchId) => Recent.FirstOrDefault(batch => batch.Id == batchId);

    public DashboardNow With(IReadOnlyList<BatchProgress> moved) => this with
    {
        Recent = [.. Recent.Select(
            batch => moved.FirstOrDefault(progress => progress.BatchPublicId == batch.Id) is { } progress ? batch.With(progress) : batch)],
    };
}
