using BatchGen.Batches.Nodes;
using BatchGen.Batches.Progress;
using BatchGen.Engine.Client;
using Microsoft.Extensions.Options;

namespace BatchGen.Batches.Execution;

/// <summary>Brings every pending item of a claimed shard to its end.</summary>
internal sealed class ShardRunner(
    IEngineManager engines,
    NodeModels models,
    EngineGates gates,
    EngineWait wait,
    ShardItems items,
    EngineLosses losses,
    ResultCommit commit,
    PieceStore pieces,
    ProgressFeed feed,
    IOptionsMonitor<ExecutionOptions> options,
    TimeProvider time)
{
    /// <param name="stopping">Cancelled once nothing new is to be sent; what is in the engine then goes on to its end.</param>
    /// <returns>True once no item of the shard is pending any more; false when it was left because of <paramref name="stopping"/>.</returns>
    /// <exception cref="EngineException">The model cannot be run; items without an end keep waiting for one.</exception>
    public async Task<bool> RunAsync(ShardClaim claim, ActiveShard shard, CancellationToken stopping, CancellationToken cancellationToken)
    {
        // Handed in on another machine, it may lie in another folder here.
        var path = await models.ResolveAsync(claim.ModelPath, cancellationToken);
        var engine = new Lazy<IEngine>(() => engines.GetEngine(path, claim.Engine));
        var run = new ShardRun(
            claim, shard, engine, gates.For(path), wait, items, losses, commit, pieces, feed, options.CurrentValue, time, stopping);
        return await run.RunAsync(cancellationToken);
    }
}
