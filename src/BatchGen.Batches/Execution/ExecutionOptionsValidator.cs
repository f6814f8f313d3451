using Microsoft.Extensions.Options;

namespace BatchGen.Batches.Execution;

internal sealed class ExecutionOptionsValidator : IValidateOptions<ExecutionOptions>
{
    public ValidateOptionsResult Validate(string? name, ExecutionOptions options)
    {
        List<string> errors = [];
        Require(errors, options.Workers is >= 1 and <= 64, nameof(options.Workers), options.Workers, "1 to 64");
        Require(errors, options.MaxInFlightItems >= 2, nameof(options.MaxInFlightItems), options.MaxInFlightItems, "2 or more");
        Require(errors, options.ClaimDuration >= TimeSpan.FromSeconds(3), nameof(options.ClaimDuration), options.ClaimDuration, "00:00:03 or longer");
        Require(
            errors,
            options.StopGrace >= TimeSpan.Zero && options.StopGrace <= TimeSpan.FromHours(1),
            nameof(options.StopGrace),
            options.StopGrace,
            "00:00:00 to 01:00:00");
        Require(errors, options.CommitInterval >= TimeSpan.Zero, nameof(options.CommitInterval), options.CommitInterval, "00:00:00 or longer");
        Require(errors, options.CommitItems is >= 1 and <= 10_000, nameof(options.CommitItems), options.CommitItems, "1 to 10000");
        Require(errors, options.MaxEngineLossesInARow >= 1, nameof(options.MaxEngineLossesInARow), options.MaxEngineLossesInARow, "1 or more");
        Require(errors, options.MaxShardFailures >= 1, nameof(options.MaxShardFailures), options.MaxShardFailures, "1 or more");
        Require(errors, options.RecoveryInterval >= TimeSpan.FromSeconds(1), nameof(options.RecoveryInterval), options.RecoveryInterval, "00:00:01 or longer");

        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }

    private static void Require(List<string> errors, bool isGood, string key, object value, string rule)
    {
        if (!isGood)
            errors.Add($"Execution:{key} is {value}. Use {rule}.");
    }
}
