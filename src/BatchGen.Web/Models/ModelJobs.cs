using System.Collections.Immutable;
using System.Data.Common;
using System.Globalization;
using BatchGen.Batches.Models;
using BatchGen.Batches.Models.Downloads;
using BatchGen.Engine;
using BatchGen.Engine.Client;
using BatchGen.Engine.Quantizing;
using BatchGen.Inference.Sentences;
using BatchGen.Web.Formatting;
using Microsoft.EntityFrameworkCore;

namespace BatchGen.Web.Models;

/// <summary>Downloads and quantizations of this process: started here, followed by every page. They end with the server.</summary>
public sealed class ModelJobs(
    ModelDownloader downloader, IModelQuantizing quantizer, ModelCatalog catalog, ModelAudit audit, ILogger<ModelJobs> logger) : IDisposable
{
    /// <summary>Of those that ended: a script may start any number.</summary>
    private const int KeptEnded = 100;

    private readonly CancellationTokenSource _stopping = new();
    private ImmutableSortedDictionary<int, RunningJob> _jobs = ImmutableSortedDictionary<int, RunningJob>.Empty;
    private readonly ChangeListeners _listeners = new();
    private int _lastId;

    /// <summary>Newest first.</summary>
    public IReadOnlyList<ModelJob> List() => [.. _jobs.Values.Reverse().Select(job => job.Now)];

    /// <summary>Null when there is none of that id, or it ended long ago.</summary>
    public ModelJob? Find(int id) => _jobs.GetValueOrDefault(id)?.Now;

    /// <summary>Calls back when a job moved, on any thread. Dispose to stop.</summary>
    public IDisposable Subscribe(Action onChange) => _listeners.Add(onChange);

    /// <param name="who">As the audit log names the person.</param>
    /// <returns>The job as it begins.</returns>
    public ModelJob Download(DownloadRequest request, string who) => Download([request], who);

    /// <param name="parts">Of one model, the first part first.</param>
    /// <inheritdoc cref="Download(DownloadRequest, string)"/>
    public ModelJob Download(IReadOnlyList<DownloadRequest> parts, string who) => Start(
        parts[0].FileName,
        new AuditedFile(who, parts[0].FileName, $"download from {parts[0].Source.Host}"),
        (job, cancellationToken) => downloader.FetchAllAsync(
            parts, catalog.Folder, new Progress<DownloadProgress>(progress => Move(job, Describe(job.Now, progress))), cancellationToken));

    /// <inheritdoc cref="Download(DownloadRequest, string)"/>
    public ModelJob Quantize(QuantizeRequest request, string who) => Start(
        $"{Path.GetFileName(request.Source)} → {request.Type}",
        new AuditedFile(who, request.Target, $"quantization of {Path.GetFileName(request.Source)}"),
        (job, cancellationToken) => quantizer.RunAsync(
            request,
            new Progress<double>(progress => Move(job, job.Now with { Progress = progress, Note = progress.ToString("P0", CultureInfo.InvariantCulture) })),
            cancellationToken));

    /// <summary>One that has ended stays as it is.</summary>
    public void Cancel(int id)
    {
        if (!_jobs.TryGetValue(id, out var job))
            return;
        // Under the lock it cannot end, and take the source away, in between.
        lock (job)
        {
            if (job.Now.State is ModelJobState.Running)
                _ = job.Cancel.CancelAsync();
        }
    }

    public void Dispose()
    {
        _stopping.Cancel();
        _stopping.Dispose();
    }

    private ModelJob Start(string what, AuditedFile file, Func<RunningJob, CancellationToken, Task> work)
    {
        var id = Interlocked.Increment(ref _lastId);
        var job = new RunningJob(
            new ModelJob(id, what, ModelJobState.Running, null, null, null), CancellationTokenSource.CreateLinkedTokenSource(_stopping.Token));
        ImmutableInterlocked.Update(ref _jobs, jobs => WithoutOldest(jobs).Add(id, job));
        var begun = job.Now;
        _listeners.Announce();
        _ = Task.Run(() => RunAuditedAsync(job, file, work));
        return begun;
    }

    private static ImmutableSortedDictionary<int, RunningJob> WithoutOldest(ImmutableSortedDictionary<int, RunningJob> jobs) =>
        jobs.RemoveRange([.. jobs.Where(job => job.Value.Now.State is not ModelJobState.Running).Select(job => job.Key).SkipLast(KeptEnded - 1)]);

    /// <summary>Who began it is written down before, and what became of it after: a server that dies in between leaves the first.</summary>
    private async Task RunAuditedAsync(RunningJob job, AuditedFile file, Func<RunningJob, CancellationToken, Task> work)
    {
        if (!await TryAuditAsync(file, "not there", file.Source))
        {
            End(job, ModelJobState.Failed, "The audit log cannot be written, so nothing was begun. Check the database, then try again.", "audit_not_written");
            return;
        }

        await RunAsync(job, work);
        await TryAuditAsync(file, file.Source, OutcomeOf(job.Now));
    }

    /// <summary>As the audit log has it.</summary>
    private static Sentence OutcomeOf(ModelJob job) => job.State switch
    {
        ModelJobState.Failed => (Sentence)$"failed: {job.Code}",
        ModelJobState.Cancelled => (Sentence)"cancelled",
        ModelJobState.Done => (Sentence)"in the models folder",
        ModelJobState.Running => throw new InvalidOperationException("A job that runs has no outcome yet."),
    };

    /// <returns>False when the database did not take it.</returns>
    private async Task<bool> TryAuditAsync(AuditedFile file, Sentence from, Sentence to)
    {
        try
        {
            await audit.WriteAsync(file.Who, file.Name, from, to);
            return true;
        }
        catch (Exception failure) when (failure is DbException or DbUpdateException or TimeoutException)
        {
            logger.LogError(failure, "The audit log did not take what {Who} did with {File}: {To}.", file.Who, file.Name, to);
            return false;
        }
    }

    private async Task RunAsync(RunningJob job, Func<RunningJob, CancellationToken, Task> work)
    {
        try
        {
            await work(job, job.Cancel.Token);
            End(job, ModelJobState.Done, null, null);
        }
        catch (OperationCanceledException)
        {
            End(job, ModelJobState.Cancelled, null, null);
        }
        catch (DownloadException failure)
        {
            End(job, ModelJobState.Failed, failure.Sentence, failure.Code);
        }
        catch (EngineException failure)
        {
            End(job, ModelJobState.Failed, failure.Sentence, failure.Code);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            End(job, ModelJobState.Failed, $"{ForeignMessage.Of(failure)} Check the models folder's permissions and the disk.", "models_folder_unusable");
        }
    }

    private static ModelJob Describe(ModelJob job, DownloadProgress progress) => job with
    {
        Progress = progress.TotalBytes is > 0 and var total ? (double)progress.ReceivedBytes / total : null,
        Note = progress.TotalBytes is { } all ? OfTotal(progress.ReceivedBytes, all) : ByteText.Of(progress.ReceivedBytes),
    };

    private static Sentence OfTotal(long received, long total) => $"{ByteText.Of(received)} of {ByteText.Of(total)}";

    /// <summary>Progress is told late, on another thread: an ended job stays ended.</summary>
    private void Move(RunningJob job, ModelJob next)
    {
        lock (job)
        {
            if (job.Now.State is not ModelJobState.Running)
                return;
            job.Now = next;
        }

        _listeners.Announce();
    }

    private void End(RunningJob job, ModelJobState state, Sentence? note, string? code)
    {
        lock (job)
        {
            job.Now = job.Now with { State = state, Note = note, Code = code };
            job.Cancel.Dispose();
        }

        _listeners.Announce();
    }

    private sealed record AuditedFile(string Who, string Name, string Source);

    private sealed class RunningJob(ModelJob now, CancellationTokenSource cancel)
    {
        public ModelJob Now { get; set; } = now;

        public CancellationTokenSource Cancel { get; } = cancel;
    }
}
