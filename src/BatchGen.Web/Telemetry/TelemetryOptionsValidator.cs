using System.Net;
using Microsoft.Extensions.Options;

namespace BatchGen.Web.Telemetry;

internal sealed class TelemetryOptionsValidator : IValidateOptions<TelemetryOptions>
{
    public ValidateOptionsResult Validate(string? name, TelemetryOptions options)
    {
        List<string> errors = [];
        if (!Enum.IsDefined(options.Metrics))
            errors.Add($"Telemetry:Metrics is '{options.Metrics}'. Use 'Off', 'Key' or 'Networks'.");
        if (options.MetricsNetworks.FirstOrDefault(network => !IPNetwork.TryParse(network, out _)) is { } unreadable)
            errors.Add($"Telemetry:MetricsNetworks has '{unreadable}', which is no network. Write some such as 10.0.0.0/8, or 10.0.0.7/32 for one machine.");
        if (options.LogLines is < 1 or > TelemetryOptions.MostLogLines)
            errors.Add($"Telemetry:LogLines is {options.LogLines}. Use 1 to {TelemetryOptions.MostLogLines}.");
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }
}
