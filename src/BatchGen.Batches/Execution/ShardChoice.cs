using System.Collections.Concurrent;
using BatchGen.Batches.Data;
using BatchGen.Batches.Nodes;
using BatchGen.Batches.Progress;
using BatchGen.Batches.Submission;
using BatchGen.Engine;
using BatchGen.Engine.Client;
using BatchGen.Inference.Sentences;
using Microsoft.EntityFrameworkCore;

namespace BatchGen.Batches.Execution;

/// <summary>
/// Which open shard this machine takes for a job, where others share the queue: the job's own is a hint. First what its engines have
/// loaded, then what it can load; never one that it cannot run while another machine could.
/// </summary>
internal sealed class ShardChoice(
    IDbContextFactory<BatchGenDbContext> contexts, NodeBoard board, NodeModels models, IEngineManager engines, NodeIdentity self, TimeProvider time)
{
    /// <summary>A batch that has waited so long goes before what happens to be loaded.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    /// <summary>Of open batches, by urgency and age: what stands further back is not what is taken next.</summary>
    private const int LookedAt = 500;

    // Settings never change, and are read again and again while their batch is open.
    private readonly ConcurrentDictionary<long, EngineChoice> _wanted = [];

    /// <param name="look">From 1 on: how often it was asked for this job, because another worker was quicker with what was chosen.</param>
    public async Task<ChosenShard> ChooseAsync(long hint, int look, CancellationToken cancellationToken)
    {
        if (!board.HasOthers)
            return new TakeShard(hint);

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var batches = await OpenBatchesAsync(db, cancellationToken);
        var hinted = await db.Shards.Where(shard => shard.Id == hint).Select(shard => shard.BatchId).SingleOrDefaultAsync(cancellationToken);
        var fitness = await FitnessAsync(db, batches, cancellationToken);
        var best = batches.Where(batch => fitness[batch.Id].MayRun)
            .OrderByDescending(batch => batch.Priority)
            .ThenByDescending(batch => fitness[batch.Id].IsLoaded || batch.CreatedAt < time.GetUtcNow() - Patience)
            .ThenBy(batch => batch.Id)
            .FirstOrDefault();
        if (best is null)
            return batches.Find(batch => batch.Id == hinted) is { } other ? new LeaveToOthers(other.Id, other.Priority, WhoHas(other)) : new NoShard();

        // The first, whichever the job is for: what a dead machine gave back has its job at the end of the queue. Whoever was not quick enough
        // stands back for another one.
        var skipped = look == 1 ? 0 : Random.Shared.Next(2 * board.List().Count);
        var open = await Open(db).Where(shard => shard.BatchId == best.Id).OrderBy(shard => shard.FirstOrdinal).Select(shard => shard.Id).Take(skipped + 1).ToListAsync(cancellationToken);
        return open.Count > 0 ? new TakeShard(open[^1]) : new NoShard();
    }

    private IQueryable<Shard> Open(BatchGenDbContext db)
    {
        var now = time.GetUtcNow();
        return db.Shards.Where(shard => shard.State == ShardState.Pending || (shard.State == ShardState.Claimed && shard.ClaimedUntil < now));
    }

    private async Task<List<OpenBatch>> OpenBatchesAsync(BatchGenDbContext db, CancellationToken cancellationToken)
    {
        var open = Open(db);
        return await db.Batches.AsNoTracking()
            .Where(batch => batch.State == BatchState.Queued || batch.State == BatchState.Running)
            .Where(_ => !db.QueuePauses.Any())
            .Where(batch => open.Any(shard => shard.BatchId == batch.Id))
            .OrderByDescending(batch => batch.Priority)
            .ThenBy(batch => batch.Id)
            .Select(batch => new OpenBatch(batch.Id, batch.Priority, batch.CreatedAt, batch.ModelPath, batch.ContextLimitTokens))
            .Take(LookedAt)
            .ToListAsync(cancellationToken);
    }

    private async Task<Dictionary<long, ShardFitness>> FitnessAsync(BatchGenDbContext db, List<OpenBatch> batches, CancellationToken cancellationToken)
    {
        await LearnSettingsAsync(db, batches, cancellationToken);
        var here = await models.ReadAsync(cancellationToken);
        var nodes = board.List();
        var own = nodes.FirstOrDefault(node => node.Name == self.Name);
        var loaded = engines.GetStatuses();
        return batches.ToDictionary(batch => batch.Id, batch =>
        {
            var path = here.Find(batch.ModelPath);
            var name = ModelPaths.NameOf(batch.ModelPath);
            // Where nobody could run it either, this machine takes it and says why it cannot.
            var isHere = path is not null && own?.Report.Models.FirstOrDefault(model => model.Name == name) is null or { Fits: true };
            var elsewhere = nodes.Any(node => node.Name != self.Name && node.CanRun(name));
            return new ShardFitness(isHere || !elsewhere, path is not null && loaded.Any(engine => Serves(engine, path, batch, _wanted[batch.Id])));
        });
    }

    /// <summary>What a batch leaves open is no reason to load again.</summary>
    private static bool Serves(EngineStatus engine, string path, OpenBatch batch, EngineChoice wanted) =>
        engine.ModelPath == path
        && engine is { State: EngineState.Ready or EngineState.Loading or EngineState.Starting, Plan: { } plan }
        && (wanted.Slots ?? plan.Settings.Slots) == plan.Settings.Slots
        && (wanted.KvType ?? plan.Settings.KeyType) == plan.Settings.KeyType
        && (wanted.FlashAttention ?? plan.Settings.FlashAttention) == plan.Settings.FlashAttention
        && (engine.Model is not { } model || (batch.ContextTokens ?? 0) <= model.ContextLimitTokens);

    private async Task LearnSettingsAsync(BatchGenDbContext db, List<OpenBatch> batches, CancellationToken cancellationToken)
    {
        var fresh = batches.Select(batch => batch.Id).Where(id => !_wanted.ContainsKey(id)).ToList();
        if (fresh.Count == 0)
            return;
        if (_wanted.Count > 10 * LookedAt)
            _wanted.Clear();
        fresh = [.. batches.Select(batch => batch.Id).Where(id => !_wanted.ContainsKey(id))];
        var settings = await db.Batches.Where(batch => fresh.Contains(batch.Id)).Select(batch => new { batch.Id, batch.SettingsJson }).ToListAsync(cancellationToken);
        foreach (var row in settings)
            _wanted[row.Id] = StoredJson.ReadSettings(row.SettingsJson).Engine ?? EngineChoice.Standard;
        foreach (var id in fresh)
            _wanted.TryAdd(id, EngineChoice.Standard);
    }

    /// <summary>Null while a machine that has it is there: then it is only a matter of its turn.</summary>
    private Sentence? WhoHas(OpenBatch batch)
    {
        var name = ModelPaths.NameOf(batch.ModelPath);
        var having = board.List().Where(node => node.CanRun(name)).ToList();
        if (having.Exists(node => node.State == NodeState.Here) || having.MaxBy(node => node.HeardAt) is not { } last)
            return null;
        return $"waiting: the model {name} is on the machine {last.Name} only, which is not running";
    }

    private sealed record OpenBatch(long Id, int Priority, DateTimeOffset CreatedAt, string ModelPath, int? ContextTokens);

    private sealed record ShardFitness(bool MayRun, bool IsLoaded);
}

/// <summary>What becomes of a job for a shard.</summary>
internal abstract record ChosenShard;

internal sealed record TakeShard(long ShardId) : ChosenShard;

/// <summary>Nothing is open.</summary>
internal sealed record NoShard : ChosenShard;

/// <summary>What is open is for machines that have its model.</summary>
/// <param name="Reason">Said on the batch; null when one of them is at work and only its turn is waited for.</param>
internal sealed record LeaveToOthers(long BatchId, int Priority, Sentence? Reason) : ChosenShard;

/// <summary>Hands a job back that another machine is to take.</summary>
internal sealed class ShardHandBack(IDbContextFactory<BatchGenDbContext> contexts, ShardQueue queue, ProgressFeed feed, TimeProvider time)
{
    /// <summary>Longer than others look for jobs: this machine's worker must not be the first to see it again.</summary>
    private static readonly TimeSpan Aside = TimeSpan.FromSeconds(3);

    public async Task GiveAsync(long shardId, LeaveToOthers left, CancellationToken cancellationToken)
    {
        if (left.Reason is { } reason)
        {
            await using var db = await contexts.CreateDbContextAsync(cancellationToken);
            await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
            var batch = await db.LockBatchAsync(left.BatchId, cancellationToken);
            if (batch is not null && batch.IsActive() && batch.WaitingReason != reason)
            {
                batch.WaitingReason = reason;
                await db.SaveChangesAsync(cancellationToken);
                await transaction.CommitAsync(cancellationToken);
                feed.Update(BatchStanding.Of(batch));
            }
        }

        // A crash here leaves a shard without a job: the upkeep finds it within a minute.
        queue.EnqueueShards([shardId], left.Priority);
        await Task.Delay(Aside, time, cancellationToken);
    }
}
