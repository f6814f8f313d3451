using Microsoft.Extensions.Options;

namespace BatchGen.Engine.Planning;

/// <summary>Section "Planning": how memory plans are made.</summary>
public sealed class PlanningOptions
{
    public const string Section = "Planning";

    /// <summary>Kept free on every device as long as no administrator has set a limit for it.</summary>
    public long ReserveBytes { get; set; } = 512L << 20;

    /// <summary>A simulation that takes longer is ended, and the computed figures stand.</summary>
    public TimeSpan DryRunTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long the process that simulates is kept after its last answer.</summary>
    public TimeSpan ProcessIdleTime { get; set; } = TimeSpan.FromSeconds(20);
}

internal sealed class PlanningOptionsValidator : IValidateOptions<PlanningOptions>
{
    private const long MostReserveBytes = 1L << 40;

    public ValidateOptionsResult Validate(string? name, PlanningOptions options)
    {
        var problems = new List<string>();
        Require(options.ReserveBytes is >= 0 and <= MostReserveBytes, nameof(options.ReserveBytes), $"0 to {MostReserveBytes} bytes", options.ReserveBytes);
        Require(options.DryRunTimeout > TimeSpan.Zero, nameof(options.DryRunTimeout), "a positive time span", options.DryRunTimeout);
        Require(options.ProcessIdleTime > TimeSpan.Zero, nameof(options.ProcessIdleTime), "a positive time span", options.ProcessIdleTime);
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);

        void Require(bool holds, string key, string expected, object value)
        {
            if (!holds)
                problems.Add($"{PlanningOptions.Section}:{key} must be {expected}; it is '{value}'.");
        }
    }
}
