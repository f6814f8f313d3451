using Microsoft.Extensions.Options;

namespace BatchGen.Engine.Planning;

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
