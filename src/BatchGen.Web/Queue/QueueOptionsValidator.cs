using Microsoft.Extensions.Options;

namespace BatchGen.Web.Queue;

internal sealed class QueueOptionsValidator : IValidateOptions<QueueOptions>
{
    public ValidateOptionsResult Validate(string? name, QueueOptions options)
    {
        var problems = new List<string>();
        if (!Enum.IsDefined(options.Storage))
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
