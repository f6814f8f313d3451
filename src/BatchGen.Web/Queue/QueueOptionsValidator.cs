using BatchGen.Batches.Data;
using Microsoft.Extensions.Options;

namespace BatchGen.Web.Queue;

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
