using System.Text.Json;
using BatchGen.Chaos.Tests.Servers;

namespace BatchGen.Chaos.Tests.Witnesses;

/// <summary>Batches that were handed in, and a reader that shows the witness what the server shows of them until they have ended.</summary>
internal sealed class WatchedBatches(ApiClient api, Witness witness)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(150);

    /// <summary>An export of a large batch reads all its answers: not with every look.</summary>
    private const int LooksAnExport = 6;

    private readonly Lock _lock = new();
    private readonly List<WatchedBatch> _all = [];
    private int _fallenBack;
    private Exception? _failure;

    public IReadOnlyList<WatchedBatch> All
    {
        get
        {
            lock (_lock)
                return [.. _all];
        }
    }

    /// <exception cref="InvalidOperationException">The reader could not go on, so that nothing would ever be seen to end.</exception>
    public int OpenCount => _failure is null ? All.Count(batch => !batch.HasEnded) : throw new InvalidOperationException(_failure.Message, _failure);

    /// <summary>Items that have their end as far as the server said.</summary>
    public int DoneItems => All.Sum(batch => batch.Done);

    /// <summary>Times that a batch's counters went back.</summary>
    public int FallenBack => _fallenBack;

    public async Task<WatchedBatch> SubmitAsync(string name, int items, string lines, Uri? webhook, CancellationToken cancellationToken)
    {
        var batch = new WatchedBatch(await api.SubmitAsync(name, lines, webhook, cancellationToken), items);
        lock (_lock)
            _all.Add(batch);
        return batch;
    }

    /// <summary>Looks until it is told to stop.</summary>
    public async Task WatchAsync(CancellationToken stop)
    {
        try
        {
            for (var look = 0; ; look++)
            {
                foreach (var batch in All.Where(batch => !batch.HasEnded))
                    await LookAsync(batch, withResults: look % LooksAnExport == 0, stop);
                await Task.Delay(Pause, stop);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Told to.
        }
        catch (Exception failure)
        {
            _failure = failure;
        }
    }

    /// <summary>Looks until all that was handed in has ended.</summary>
    public async Task WatchToEndAsync(CancellationToken cancellationToken)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var watching = WatchAsync(ended.Token);
        while (OpenCount > 0)
            await Task.Delay(Pause, cancellationToken);
        await ended.CancelAsync();
        await watching;
    }

    /// <summary>The files of every batch that has ended, as the API hands them out.</summary>
    public async Task ReadFilesAsync(CancellationToken cancellationToken)
    {
        foreach (var batch in All.Where(batch => batch.HasEnded))
        {
            var body = await api.GetAsync($"/v1/batches/{batch.Id}", cancellationToken);
            var results = new List<ShownResult>();
            foreach (var name in new[] { "output_file_id", "error_file_id" })
            {
                if (body.GetProperty(name).GetString() is { } file)
                    results.AddRange(ShownResult.OfFile(await api.TextAsync($"/v1/files/{file}/content", cancellationToken)));
            }

            batch.Status = body.GetProperty("status").GetString()!;
            witness.LookAtEnd(batch.Id, Prompts.Ids(batch.Items), results);
        }
    }

    private async Task LookAsync(WatchedBatch batch, bool withResults, CancellationToken cancellationToken)
    {
        var body = await api.GetAsync($"/v1/batches/{batch.Id}", cancellationToken);
        var counts = body.GetProperty("request_counts");
        var done = counts.GetProperty("completed").GetInt32() + counts.GetProperty("failed").GetInt32();
        if (done < batch.Done)
            Interlocked.Increment(ref _fallenBack);
        batch.Done = Math.Max(batch.Done, done);
        if (withResults && done > 0)
            witness.Look(batch.Id, ShownResult.OfExport(await api.TextAsync($"/batches/{batch.Id}/export?format=jsonl", cancellationToken)));
        batch.Status = body.GetProperty("status").GetString()!;
        batch.Errors = body.TryGetProperty("errors", out var errors) && errors.ValueKind == JsonValueKind.Object ? errors.ToString() : null;
        batch.HasEnded = batch.Status is "completed" or "failed" or "expired" or "cancelled";
    }
}

/// <summary>One of them. Written by the reader alone.</summary>
internal sealed class WatchedBatch(string id, int items)
{
    public string Id { get; } = id;

    public int Items { get; } = items;

    public int Done { get; set; }

    public string Status { get; set; } = "validating";

    public string? Errors { get; set; }

    public bool HasEnded { get; set; }
}
