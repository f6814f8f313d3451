using System.ComponentModel;
using BatchGen.Batches.Data;
using Microsoft.Extensions.Options;

namespace BatchGen.Web.Queue;

/// <summary>Section "Queue": how Hangfire carries the shards.</summary>
public sealed class QueueOptions
{
    public const string Section = "Queue";

    /// <summary>Left out, it is where the database is: in memory beside SQLite, in PostgreSQL beside PostgreSQL.</summary>
    public QueueStorage? Storage { get; set; }

    /// <summary>Of <see cref="QueueStorage.PostgreSql"/>; left out, the database's own (Storage:ConnectionString).</summary>
    [PasswordPropertyText(true)]
    public string? ConnectionString { get; set; }

    /// <summary>A job of a machine that died is given to another after this long, and so is a lock that it held (PostgreSQL only).</summary>
    public TimeSpan InvisibilityTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How soon a machine sees a job that another one enqueued (PostgreSQL only).</summary>
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(1);
}

/// <summary>Machines that share the work need one queue.</summary>
internal sealed class SharedQueueValidator(IOptions<NodeOptions> node) : IValidateOptions<QueueOptions>
{
    public ValidateOptionsResult Validate(string? name, QueueOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return node.Value.Role is NodeRole.All || options.Storage is not QueueStorage.InMemory
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(
                $"Node:Role is '{node.Value.Role}', and {QueueOptions.Section}:Storage is InMemory, which no other machine sees. Leave {QueueOptions.Section}:Storage out, or set it to PostgreSql.");
    }
}

internal sealed class QueueOptionsValidator : IValidateOptions<QueueOptions>
{
    public ValidateOptionsResult Validate(string? name, QueueOptions options)
    {
        var problems = new List<string>();
        if (options.Storage is { } storage && !Enum.IsDefined(storage))
            problems.Add($"{QueueOptions.Section}:Storage must be InMemory or PostgreSql; it is '{options.Storage}'.");
        if (options.Storage is QueueStorage.PostgreSql && string.IsNullOrWhiteSpace(options.ConnectionString))
            problems.Add($"{QueueOptions.Section}:ConnectionString must be set when {QueueOptions.Section}:Storage is PostgreSql.");
        if (options.InvisibilityTimeout < TimeSpan.FromSeconds(5))
            problems.Add($"{QueueOptions.Section}:InvisibilityTimeout must be 5 seconds or more; it is {options.InvisibilityTimeout}.");
        if (options.PollInterval < TimeSpan.FromMilliseconds(100))
            problems.Add($"{QueueOptions.Section}:PollInterval must be 100 milliseconds or more; it is {options.PollInterval}.");
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }
}

/// <summary>Where Hangfire keeps its jobs. Batches themselves are always in the database.</summary>
public enum QueueStorage
{
    /// <summary>Lost on exit, which costs nothing: start-up enqueues what is unfinished.</summary>
    InMemory,

    /// <summary>Shared by several machines.</summary>
    PostgreSql,
}
