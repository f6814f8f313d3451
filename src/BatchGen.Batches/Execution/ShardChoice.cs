using System.Collections.Concurrent;
using BatchGen.Batches.Data;
using BatchGen.Batches.Nights;
using BatchGen.Batches.Nodes;
using BatchGen.Batches.Progress;
using BatchGen.Batches.Requests;
using BatchGen.Engine;
using BatchGen.Engine.Client;
using BatchGen.Inference.Sentences;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace BatchGen.Batches.Execution;

/// <summary>
/// Which open shard this machine takes. Where others share the queue: first what its engines have loaded, then what it can load; never one
/// that it cannot run while another machine could. Among those, <see cref="NextShard"/> says whose turn it is.
/// </summary>
internal sealed class ShardChoice(
    NodeBoard board,
    NodeModels models,
    IEngineManager engines,
    NodeIdentity self,
    QueueHours hours,
    ActiveShards active,
    IOptions<ExecutionOptions> options,
    TimeProvider time)
{
    /// <summary>A batch that has waited so long goes before what happens to be loaded.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private const int MostSettings = 5_000;

    // Settings never change, and are read again and again while their batch is open.
    private readonly ConcurrentDictionary<long, EngineChoice> _wanted = [];

    /// <summary>Batches with shards that may be taken now: those outside their work hours are not among them.</summary>
    public async Task<IReadOnlyList<OpenBatch>> OpenNowAsync(BatchGenDbContext db, CancellationToken cancellationToken) =>
        NextShard.Whole(await OpenPartsAsync(db, cancellationToken));

    /// <param name="look">From 1 on: how often it was asked in a row, because another machine was quicker with what was chosen.</param>
    public async Task<ChosenShard> ChooseAsync(BatchGenDbContext db, int look, CancellationToken cancellationToken)
    {
        var open = await OpenPartsAsync(db, cancellationToken);
        var mine = board.HasOthers ? await OwnAsync(db, open, cancellationToken) : open;
        if (NextShard.Choose(NextShard.Whole(mine), active.Running, options.Value.Workers) is not { } batch)
        {
            // Also beside work of its own that it may not take now: who is called may be the only one that hears it.
            return open.ExceptBy(mine.Select(own => (own.Id, own.ModelIndex)), other => (other.Id, other.ModelIndex)).FirstOrDefault() is { } others
                ? new LeaveToOthers(others.Id, others.Priority, WhoHas(others))
                : new NoShard();
        }

        var model = await NextModelAsync([.. mine.Where(part => part.Id == batch)], cancellationToken);
        // Whoever was not quick enough stands back for another one.
        var skipped = look == 1 ? 0 : Random.Shared.Next(2 * board.List().Count);
        var shards = await NextShard.Open(db, time.GetUtcNow())
            .Where(shard => shard.BatchId == batch && shard.ModelIndex == model)
            .OrderBy(shard => shard.FirstOrdinal)
            .Select(shard => shard.Id)
            .Take(skipped + 1)
            .ToListAsync(cancellationToken);
        return shards.Count > 0 ? new TakeShard(shards[^1]) : new NoShard();
    }

    private async Task<IReadOnlyList<OpenBatch>> OpenPartsAsync(BatchGenDbContext db, CancellationToken cancellationToken)
    {
        var open = await NextShard.OpenBatchesAsync(db, time.GetUtcNow(), cancellationToken);
        return [.. open.Where(batch => hours.Allows(batch.Priority, batch.Hours))];
    }

    /// <summary>
    /// Which of a batch's models goes on: one that is loaded, so that none is loaded twice where they do not fit together, and one after the
    /// other.
    /// </summary>
    private async Task<int> NextModelAsync(IReadOnlyList<OpenBatch> parts, CancellationToken cancellationToken)
    {
        if (parts.Count == 1)
            return parts[0].ModelIndex;
        var here = await models.ReadAsync(cancellationToken);
        var loaded = engines.GetStatuses().Where(IsUp).Select(engine => engine.ModelPath).ToHashSet(StringComparer.Ordinal);
        return parts
            .OrderByDescending(part => part.IsPreferred)
            .ThenByDescending(part => loaded.Contains(here.Find(part.ModelPath) ?? part.ModelPath))
            .ThenBy(part => part.ModelIndex)
            .First().ModelIndex;
    }

    private static bool IsUp(EngineStatus engine) => engine.State is EngineState.Ready or EngineState.Loading or EngineState.Starting;

    /// <summary>Those that this machine may run, what it has loaded marked.</summary>
    private async Task<IReadOnlyList<OpenBatch>> OwnAsync(BatchGenDbContext db, IReadOnlyList<OpenBatch> open, CancellationToken cancellationToken)
    {
        await LearnSettingsAsync(db, open, cancellationToken);
        var here = await models.ReadAsync(cancellationToken);
        var nodes = board.List();
        var own = nodes.FirstOrDefault(node => node.Name == self.Name);
        var loaded = engines.GetStatuses();
        var impatientSince = time.GetUtcNow() - Patience;
        return [.. open
            .Select(batch => (Batch: batch, Path: here.Find(batch.ModelPath)))
            .Where(candidate => MayRun(candidate.Batch, candidate.Path))
            .Select(candidate => candidate.Batch with
            {
                IsPreferred = candidate.Batch.CreatedAt < impatientSince
                    || (candidate.Path is { } path && loaded.Any(engine => Serves(engine, path, candidate.Batch, _wanted[candidate.Batch.Id]))),
            })];

        // Where nobody could run it either, this machine takes it and says why it cannot.
        bool MayRun(OpenBatch batch, string? path)
        {
            var name = ModelPaths.NameOf(batch.ModelPath);
            var isHere = path is not null && own?.Report.Models.FirstOrDefault(model => model.Name == name) is null or { Fits: true };
            return isHere || !nodes.Any(node => node.Name != self.Name && node.CanRun(name));
        }
    }

    /// <summary>What a batch leaves open is no reason to load again.</summary>
    private static bool Serves(EngineStatus engine, string path, OpenBatch batch, EngineChoice wanted) =>
        engine.ModelPath == path
        && IsUp(engine)
        && engine is { Plan: { } plan }
        && (wanted.Slots ?? plan.Settings.Slots) == plan.Settings.Slots
        && (wanted.KvType ?? plan.Settings.KeyType) == plan.Settings.KeyType
        && (wanted.FlashAttention ?? plan.Settings.FlashAttention) == plan.Settings.FlashAttention
        && (engine.Model is not { } model || (batch.ContextTokens ?? 0) <= model.ContextLimitTokens);

    private async Task LearnSettingsAsync(BatchGenDbContext db, IReadOnlyList<OpenBatch> batches, CancellationToken cancellationToken)
    {
        if (_wanted.Count > MostSettings)
            _wanted.Clear();
        List<long> fresh = [.. batches.Select(batch => batch.Id).Where(id => !_wanted.ContainsKey(id))];
        if (fresh.Count == 0)
            return;
        var settings = await db.Batches.Where(batch => fresh.Contains(batch.Id)).Select(
            batch => new { batch.Id, batch.SettingsJson }).ToListAsync(cancellationToken);
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
}

/// <summary>What this machine is to take next.</summary>
internal abstract record ChosenShard;

internal sealed record TakeShard(long ShardId) : ChosenShard;

/// <summary>Nothing is open, or nothing that it may take now.</summary>
internal sealed record NoShard : ChosenShard;

/// <summary>What is open is for machines that have its model.</summary>
/// <param name="Reason">Said on the batch; null when one of them is at work and only its turn is waited for.</param>
internal sealed record LeaveToOthers(long BatchId, int Priority, Sentence? Reason) : ChosenShard;

/// <summary>Calls another machine in place of this one.</summary>
internal sealed class ShardHandBack(IDbContextFactory<BatchGenDbContext> contexts, ShardQueue queue, ProgressFeed feed, TimeProvider time)
{
    /// <summary>Longer than others look for jobs: this machine's worker must not be the first to see it again.</summary>
    private static readonly TimeSpan Aside = TimeSpan.FromSeconds(3);

    public async Task GiveAsync(LeaveToOthers left, CancellationToken cancellationToken)
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

        // A crash here leaves a batch that nobody is called for: the upkeep finds it within a minute.
        queue.EnqueueWork(left.BatchId, openShards: 1, left.Priority);
        await Task.Delay(Aside, time, cancellationToken);
    }
}
