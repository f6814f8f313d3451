using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace BatchGen.Batches.Data;

/// <summary>One machine (strictly: one process) on the database, as it last said that it is.</summary>
public sealed class Node
{
    /// <summary>Its name for good: what limits and registered models hang on.</summary>
    public required string Name { get; init; }

    /// <summary>The process that speaks for it: machine, process id and a nonce. A claim of that process begins with it.</summary>
    public required string Process { get; set; }

    /// <summary>What this machine does: all of it, pages and API, or the work.</summary>
    public NodeRole Role { get; set; }

    /// <summary>Of the program.</summary>
    public required string Version { get; set; }

    public DateTimeOffset StartedAt { get; set; }

    /// <summary>By the database's clock.</summary>
    public DateTimeOffset HeardAt { get; set; }

    /// <summary>When it was stopped in good order; null while it runs, or when it died.</summary>
    public DateTimeOffset? LeftAt { get; set; }

    /// <summary>A <see cref="NodeReport"/> in JSON.</summary>
    public required string ReportJson { get; set; }
}

internal sealed class NodeConfiguration : IEntityTypeConfiguration<Node>
{
    public void Configure(EntityTypeBuilder<Node> builder)
    {
        builder.ToTable("Nodes");
        builder.HasKey(node => node.Name);
        builder.Property(node => node.Name).HasMaxLength(NodeOptions.MaxNameLength);
        builder.Property(node => node.Process).HasMaxLength(200);
        builder.Property(node => node.Version).HasMaxLength(100);
    }
}

/// <summary>What a machine does for the queue.</summary>
public enum NodeRole
{
    /// <summary>Pages, API and shards.</summary>
    All,

    /// <summary>Pages and API, and the jobs that belong to them; no shards.</summary>
    Web,

    /// <summary>Shards and result files; no pages and no API but for health.</summary>
    Worker,
}

public static class NodeRoles
{
    public static bool RunsShards(this NodeRole role) => role is not NodeRole.Web;

    public static bool ServesPages(this NodeRole role) => role is not NodeRole.Worker;

    /// <summary>For what is put together by it, before options are. What is no role is refused with them.</summary>
    public static NodeRole Of(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        return Enum.TryParse<NodeRole>(configuration[$"{NodeOptions.Section}:{nameof(NodeOptions.Role)}"], ignoreCase: true, out var role)
            ? role
            : NodeRole.All;
    }
}

/// <summary>This machine among those on one database. Section "Node".</summary>
public sealed class NodeOptions
{
    public const string Section = "Node";

    public const int MaxNameLength = 100;

    /// <summary>Null takes the machine's own name. Two machines on a database must not have the same.</summary>
    public string? Name { get; set; }

    /// <summary>What this machine does: All of it, Web (pages and API), or Worker (the work).</summary>
    public NodeRole Role { get; set; } = NodeRole.All;

    /// <summary>How often it says that it is there.</summary>
    public TimeSpan HeartbeatInterval { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>Not heard of for so long it is gone: what it held is given to others.</summary>
    public TimeSpan GoneAfter { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Gone for so long it is forgotten, and no batch waits any longer for a model that only it had.</summary>
    public TimeSpan ForgetAfter { get; set; } = TimeSpan.FromDays(7);

    /// <summary>How soon a change made on another machine (a pause, a limit, a setting, a batch's progress) is known here.</summary>
    public TimeSpan FollowInterval { get; set; } = TimeSpan.FromSeconds(1);
}

internal sealed class NodeOptionsValidator(IOptions<StorageOptions> storage) : IValidateOptions<NodeOptions>
{
    public ValidateOptionsResult Validate(string? name, NodeOptions options)
    {
        List<string> errors = [];
        if (!Enum.IsDefined(options.Role))
            errors.Add($"Node:Role is '{options.Role}'. Use 'All', 'Web' or 'Worker'.");
        else if (options.Role != NodeRole.All && storage.Value.Provider == StorageProvider.Sqlite)
            errors.Add($"Node:Role is '{options.Role}', and a SQLite database serves one machine only. Leave the role out, or set Storage:Provider to PostgreSql to share the work.");
        if (options.Name is { } own
            && (string.IsNullOrWhiteSpace(own) || own.Length > NodeOptions.MaxNameLength || own.Any(letter => char.IsControl(letter) || letter == '/')))
            errors.Add($"Node:Name must have 1 to {NodeOptions.MaxNameLength} characters, without slashes; leave it out to take the machine's name.");
        if (options.HeartbeatInterval < TimeSpan.FromMilliseconds(100))
            errors.Add($"Node:HeartbeatInterval is {options.HeartbeatInterval}. Use 100 milliseconds or more, e.g. 00:00:03.");
        if (options.FollowInterval < TimeSpan.FromMilliseconds(100))
            errors.Add($"Node:FollowInterval is {options.FollowInterval}. Use 100 milliseconds or more, e.g. 00:00:01.");
        if (options.GoneAfter < 3 * options.HeartbeatInterval)
            errors.Add($"Node:GoneAfter is {options.GoneAfter}. Use at least three times Node:HeartbeatInterval ({options.HeartbeatInterval}), or a machine that is held up for a moment is taken for gone.");
        if (options.ForgetAfter < options.GoneAfter)
            errors.Add($"Node:ForgetAfter is {options.ForgetAfter}. Use Node:GoneAfter ({options.GoneAfter}) or longer.");
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }
}

/// <summary>Who this process is.</summary>
public sealed class NodeIdentity(IOptions<NodeOptions> options)
{
    public string Name { get; } = options.Value.Name?.Trim() ?? Environment.MachineName;

    public NodeRole Role { get; } = options.Value.Role;

    /// <summary>Machine, process id, and a nonce that no other process ever had.</summary>
    public string Process { get; } = $"{Environment.MachineName}/{Environment.ProcessId}/{Guid.NewGuid():N}";

    public bool RunsShards => Role.RunsShards();

    public bool ServesPages => Role.ServesPages();
}
