using BatchGen.Batches.Data;
using BatchGen.Engine;
using BatchGen.Inference.Sentences;
using Microsoft.EntityFrameworkCore;

namespace BatchGen.Web.Live;

/// <summary>
/// Looks every few seconds whether database and disk can be written, so that pages say what is missing while it is: what runs then is not
/// stored, waits, and goes on by itself. Pages cannot ask for themselves, their own readings fail as well.
/// </summary>
public sealed class StorageWatch(IDbContextFactory<BatchGenDbContext> contexts, DataDirectory directory, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    /// <summary>Longer than any commit of ours takes.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);

    private readonly ChangeListeners _listeners = new();
    private volatile IReadOnlyList<Sentence> _problems = [];

    /// <summary>What cannot be written and why; empty when all can.</summary>
    public IReadOnlyList<Sentence> Problems => _problems;

    /// <summary>Calls back on any thread when <see cref="Problems"/> has changed. Dispose to stop.</summary>
    public IDisposable Subscribe(Action onChange) => _listeners.Add(onChange);

    /// <summary>One look.</summary>
    public async Task LookAsync(CancellationToken cancellationToken)
    {
        var found = new[] { await OfDatabaseAsync(cancellationToken), DiskProbe.Try(directory) }.OfType<Sentence>().ToList();
        if (found.SequenceEqual(_problems))
            return;
        _problems = found;
        _listeners.Announce();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var turns = new PeriodicTimer(Interval, time);
        try
        {
            while (await turns.WaitForNextTickAsync(stoppingToken))
                await LookAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The server stops.
        }
    }

    private async Task<Sentence?> OfDatabaseAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var db = await contexts.CreateDbContextAsync(cancellationToken);
            await db.TryWriteAsync(Patience, cancellationToken);
            return null;
        }
        catch (Exception failure) when (DatabaseFailure.Of(failure) is { } found)
        {
            return found.Sentence;
        }
    }
}
