using Microsoft.Extensions.Options;

namespace BatchGen.Batches.Tracing;

/// <summary>How much is traced, where anybody traces. Section "Telemetry".</summary>
public sealed class TracingOptions
{
    public const string Section = "Telemetry";

    /// <summary>Of a hundred batches, how many are traced, and of a hundred live requests; 0 to 100. Who sends a traceparent decides for theirs.</summary>
    public double TracedPercent { get; set; } = 100;

    /// <summary>Of the answers of a traced batch, how many have a span of their own; 0 to 100.</summary>
    public double TracedItemsPercent { get; set; }
}

internal sealed class TracingOptionsValidator : IValidateOptions<TracingOptions>
{
    public ValidateOptionsResult Validate(string? name, TracingOptions options)
    {
        List<string> errors = [];
        if (options.TracedPercent is not (>= 0 and <= 100))
            errors.Add($"Telemetry:TracedPercent is {options.TracedPercent}. Use 0 to 100.");
        if (options.TracedItemsPercent is not (>= 0 and <= 100))
            errors.Add($"Telemetry:TracedItemsPercent is {options.TracedItemsPercent}. Use 0 to 100.");
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }
}
