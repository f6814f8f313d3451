using Microsoft.Extensions.Options;

namespace BatchGen.Batches.Live;

/// <summary>Requests that somebody waits for. Section "Live".</summary>
public sealed class LiveOptions
{
    public const string Section = "Live";

    /// <summary>The most requests that may be open on one model, waiting ones included; more are told to come again.</summary>
    public int MaxOpenRequests { get; set; } = 256;

    /// <summary>How long a request waits for its model to be loaded before it is told to come again.</summary>
    public TimeSpan LoadPatience { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a stream is silent at most: then a comment is sent, which clients skip and proxies count as life.</summary>
    public TimeSpan KeepAliveInterval { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>What a caller who is sent away is told to wait.</summary>
    public TimeSpan RetryAfter { get; set; } = TimeSpan.FromSeconds(5);
}

internal sealed class LiveOptionsValidator : IValidateOptions<LiveOptions>
{
    public ValidateOptionsResult Validate(string? name, LiveOptions options)
    {
        List<string> errors = [];
        if (options.MaxOpenRequests < 1)
            errors.Add($"{LiveOptions.Section}:MaxOpenRequests is {options.MaxOpenRequests}. Use 1 or more.");
        if (options.LoadPatience <= TimeSpan.Zero)
            errors.Add($"{LiveOptions.Section}:LoadPatience is {options.LoadPatience}. Use more than 0.");
        if (options.KeepAliveInterval < TimeSpan.FromMilliseconds(100))
            errors.Add($"{LiveOptions.Section}:KeepAliveInterval is {options.KeepAliveInterval}. Use 0.1 seconds or more.");
        if (options.RetryAfter < TimeSpan.FromSeconds(1))
            errors.Add($"{LiveOptions.Section}:RetryAfter is {options.RetryAfter}. Use a second or more.");
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }
}
