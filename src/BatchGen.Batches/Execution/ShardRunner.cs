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
    /// <summary>Returns when no item of the shard is pending any more.</summary>
    /// <exception cref="EngineException">The model cannot be run; items without an end keep waiting for one.</exception>
    public async Task RunAsync(ShardClaim claim, ActiveShard shard, CancellationToken cancellationToken)
    {
        // Handed in on another machine, it may lie in another folder here.
        var path = await models.ResolveAsync(claim.ModelPath, cancellationToken);
        var engine = new Lazy<IEngine>(() => engines.GetEngine(path, claim.Engine));
        var run = new ShardRun(
            claim, shard, engine, gates.For(path), wait, items, losses, commit, pieces, feed, options.CurrentValue, time);
        await run.RunAsync(cancellationToken);
    }
}
