using BatchGen.Batches.Data;
using BatchGen.Batches.Execution;
using BatchGen.Batches.Metering;
using BatchGen.Batches.Models;
using BatchGen.Batches.Progress;
using BatchGen.Batches.Quotas;
using BatchGen.Batches.Requests;
using BatchGen.Batches.Tracing;
using BatchGen.Code.Inputs;
using BatchGen.Engine.Client;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace BatchGen.Batches.Submission;

/// <summary>Takes batches in: reads, checks, counts tokens, stores, enqueues.</summary>
public sealed class BatchSubmission
{
    private readonly IEngineManager _engines;
    private readonly ModelNames _names;
    private readonly BatchStore _store;
    private readonly ShardQueue _queue;
    private readonly DataDirectory _directory;
    private readonly ProgressFeed _feed;
    private readonly SubmissionMeter _meter;
    private readonly IOptionsMonitor<SubmissionOptions> _options;
    private readonly IOptionsMonitor<InputOptions> _inputs;
    private readonly ILogger _logger;

    internal BatchSubmission(
        IEngineManager engines,
        ModelNames names,
        BatchStore store,
        ShardQueue queue,
        DataDirectory directory,
        ProgressFeed feed,
        SubmissionMeter meter,
        IOptionsMonitor<SubmissionOptions> options,
        IOptionsMonitor<InputOptions> inputs,
        ILogger<BatchSubmission> logger)
    {
        _engines = engines;
        _names = names;
        _store = store;
        _queue = queue;
        _directory = directory;
        _feed = feed;
        _meter = meter;
        _options = options;
        _inputs = inputs;
        _logger = logger;
    }

    /// <summary>
    /// Stores the whole batch or nothing. Bad input, and a model that cannot be loaded, are outcomes and not exceptions.
    /// Returns once the batch is stored and queued, not when it is done.
    /// </summary>
    public Task<SubmissionOutcome> SubmitAsync(SubmissionRequest request, IProgress<SubmissionProgress>? progress, CancellationToken cancellationToken) =>
        OnPool(() => SubmitMeteredAsync(request, progress, cancellationToken), cancellationToken);

    /// <summary>The same way up to storing.</summary>
    public Task<DryRunReport> DryRunAsync(SubmissionRequest request, IProgress<SubmissionProgress>? progress, CancellationToken cancellationToken) =>
        OnPool(() => DryRunCoreAsync(request, progress, cancellationToken), cancellationToken);

    /// <summary>Parsing keeps a processor busy for seconds: not on the caller's context, which may be a page's.</summary>
    private static Task<TResult> OnPool<TResult>(Func<Task<TResult>> work, CancellationToken cancellationToken) => Task.Run(work, cancellationToken);

    private async Task<SubmissionOutcome> SubmitMeteredAsync(
        SubmissionRequest request, IProgress<SubmissionProgress>? progress, CancellationToken cancellationToken)
    {
        using var span = Spans.BeginSubmission(request.Order?.TraceParent);
        var outcome = await SubmitCoreAsync(request, progress, cancellationToken);
        if (outcome is SubmissionAccepted accepted)
        {
            _meter.CountAccepted(accepted.Summary.GoodItems);
            Spans.Named(span, accepted.BatchPublicId)?.SetTag("batchgen.batch.items", accepted.Summary.GoodItems);
            using var ids = _logger.BeginScope(LogIds.OfBatch(accepted.BatchPublicId));
            _logger.LogInformation("Batch {Batch} was accepted with {Items} items.", accepted.BatchPublicId, accepted.Summary.GoodItems);
        }
        else
        {
            _meter.CountRefused();
        }

        return outcome;
    }

    private async Task<SubmissionOutcome> SubmitCoreAsync(
        SubmissionRequest request, IProgress<SubmissionProgress>? progress, CancellationToken cancellationToken)
    {
        using var input = await PrepareAsync(request, progress, cancellationToken);
        if (!input.MayBeStored(request.OnBadLines))
            return new SubmissionRefused(input.Problems.Listed(), input.Problems.Total);

        StoredBatch batch;
        try
        {
            batch = await _store.StoreAsync(request, input, progress, cancellationToken);
        }
        catch (QuotaException over)
        {
            return new SubmissionRefused([new InputProblem(Line: null, over.Refusal.Code, over.Refusal.Sentence)], 1) { RetryAfter = over.Refusal.RetryAfter };
        }

        // A crash between the commit and here leaves shards that nobody was told of: the upkeep finds them within a minute.
        CrashPoints.Pass(CrashPoint.ItemsStored);
        Enqueue(batch);
        _feed.Update(batch.Standing);
        return new SubmissionAccepted(batch.Standing.PublicId, input.Summary, input.Problems.Listed(), input.Problems.Total) { Notes = input.Notes ?? [] };
    }

    private async Task<DryRunReport> DryRunCoreAsync(SubmissionRequest request, IProgress<SubmissionProgress>? progress, CancellationToken cancellationToken)
    {
        using var input = await PrepareAsync(request, progress, cancellationToken);
        var findings = input.Findings;
        return new DryRunReport(input.MayBeStored(request.OnBadLines), input.Summary, findings.FirstPrompts, input.Problems.Listed(), input.Problems.Total)
        {
            Previews = findings.Previews,
            Histogram = findings.Histogram,
            PromptLengths = findings.Lengths,
            OverLimit = findings.OverLimit,
            TotalOverLimit = findings.TotalOverLimit,
            ChunkedItems = findings.ChunkedItems,
            Chunks = findings.Chunks,
            RaisedContextLimitTokens = RaisedLimitOf(input, request),
            SkippedFiles = [.. input.Skipped.Take(_options.CurrentValue.MaxListedProblems)],
            TotalSkippedFiles = input.Skipped.Count,
            RenamedFiles = [.. input.Renamed.Take(_options.CurrentValue.MaxListedProblems)],
            Matrix = input.Matrix,
            Models = [.. input.Models.Select(model => new ModelShare(model.Path, model.GoodItems, model.PromptTokens, model.Generations))],
            Named = input.Named,
            TotalNamed = input.TotalNamed,
            RefusedModelLines = input.RefusedModelLines,
        };
    }

    /// <summary>Of several models the largest; null when none is raised.</summary>
    private static int? RaisedLimitOf(PreparedInput input, SubmissionRequest request) => Enumerable.Range(0, input.Models.Count)
        .Where(model => input.Models[model].RaisedTokens > 0)
        .Max(model => input.ContextLimitFor(request, model));

    private IEntryReader ReaderOf(SubmissionRequest request, LineModels models) => request.Format is InputFormat.Zip or InputFormat.Files or InputFormat.Csv
        ? new SourceEntryReader(request, _inputs.CurrentValue, _options.CurrentValue)
        : new BatchInputReader(request.Input, request.Format, _options.CurrentValue, request.Endpoint, models);

    private async Task<PreparedInput> PrepareAsync(SubmissionRequest request, IProgress<SubmissionProgress>? progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var spool = new ItemSpool(_directory.OpenScratch());
        using var shelf = new EntryShelf(_directory.OpenScratch);
        try
        {
            var models = new LineModels(await _names.ReadAsync(cancellationToken), request.ModelPath, request.OnOtherModel);
            var preparation = new InputPreparation(request, ReaderOf(request, models), _engines, spool, shelf, _options.CurrentValue, progress);
            return await preparation.RunAsync(cancellationToken) with
            {
                Named = models.Listed(),
                TotalNamed = models.TotalNames,
                RefusedModelLines = models.Refused,
            };
        }
        catch
        {
            spool.Dispose();
            throw;
        }
    }

    private void Enqueue(StoredBatch batch)
    {
        if (batch.Shards == 0)
            _queue.EnqueueFinalize(batch.BatchId);
        else
            _queue.EnqueueWork(batch.BatchId, batch.Shards, batch.Priority);
    }
}
