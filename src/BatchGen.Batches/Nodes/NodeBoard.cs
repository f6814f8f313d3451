using System.Collections.Immutable;
using BatchGen.Batches.Data;
using BatchGen.Engine;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace BatchGen.Batches.Nodes;

/// <summary>Every machine on the database as this one last read it. Answered from memory.</summary>
public sealed class NodeBoard(IDbContextFactory<BatchGenDbContext> contexts, NodeIdentity self, IOptions<NodeOptions> options, TimeProvider time)
{
    private readonly ChangeListeners _listeners = new();
    private volatile ImmutableList<Node> _rows = [];
    private volatile NodeView? _own;

    /// <summary>By name. Whether one is gone is judged now, not when it was read.</summary>
    public IReadOnlyList<NodeView> List()
    {
        var own = _own;
        var others = _rows.Where(row => own is null || row.Name != own.Name).Select(View);
        return [.. (own is null ? others : others.Append(own)).OrderBy(node => node.Name, StringComparer.Ordinal)];
    }

    public NodeView? Find(string name) => List().FirstOrDefault(node => node.Name == name);

    /// <summary>There is, or was lately, another machine.</summary>
    public bool HasOthers => _rows.Any(row => row.Name != self.Name);

    /// <summary>Calls back on any thread after a look at the others. Dispose to stop.</summary>
    public IDisposable Subscribe(Action onChange) => _listeners.Add(onChange);

    /// <summary>What this machine says of itself is known here at once.</summary>
    internal void SetOwn(NodeReport report, string version, DateTimeOffset startedAt)
    {
        _own = new NodeView(self.Name, self.Role, version, startedAt, time.GetUtcNow(), LeftAt: null, NodeState.Here, report, self.Process);
        _listeners.Announce();
    }

    /// <summary>Looks at once, and not with the next heartbeat.</summary>
    public async Task ReadAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        _rows = [.. await db.Nodes.AsNoTracking().ToListAsync(cancellationToken)];
        _listeners.Announce();
    }

    private NodeView View(Node row) => new(
        row.Name, row.Role, row.Version, row.StartedAt, row.HeardAt, row.LeftAt, StateOf(row), NodeReport.Read(row.ReportJson), row.Process);

    private NodeState StateOf(Node row)
    {
        if (row.LeftAt is not null)
            return NodeState.Stopped;
        return time.GetUtcNow() - row.HeardAt > options.Value.GoneAfter ? NodeState.Gone : NodeState.Here;
    }
}

/// <summary>A machine at one moment.</summary>
/// <param name="HeardAt">By the database's clock.</param>
/// <param name="LeftAt">When it was stopped in good order; null else.</param>
public sealed record NodeView(
    string Name,
    NodeRole Role,
    string Version,
    DateTimeOffset StartedAt,
    DateTimeOffset HeardAt,
    DateTimeOffset? LeftAt,
    NodeState State,
    NodeReport Report,
    string Process)
{
    public bool RunsShards => Role.RunsShards();

    /// <summary>The file is there and can be loaded.</summary>
    public bool CanRun(string modelName) => RunsShards && Report.Models.Any(model => model.Name == modelName && model.Fits);
}

public enum NodeState
{
    /// <summary>Heard of lately.</summary>
    Here,

    /// <summary>Not heard of for <see cref="NodeOptions.GoneAfter"/>: what it held is given to others.</summary>
    Gone,

    /// <summary>It was stopped, and said so.</summary>
    Stopped,
}
