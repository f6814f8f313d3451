using Microsoft.Extensions.Configuration;

namespace BatchGen.Engine.Setup;

/// <summary>OpenTelemetry's settings among the program's, wherever they stand: they have no section but a beginning.</summary>
internal static class TelemetrySettings
{
    private const string Beginning = "OTEL_";

    /// <summary>Null where no spans are sent: then an engine is to load nothing of it.</summary>
    public static IReadOnlyDictionary<string, string>? Of(IConfiguration configuration)
    {
        var all = configuration.GetChildren()
            .Where(setting => setting.Key.StartsWith(Beginning, StringComparison.OrdinalIgnoreCase) && !string.IsNullOrWhiteSpace(setting.Value))
            .ToDictionary(setting => setting.Key.ToUpperInvariant(), setting => setting.Value!);
        return SendsTraces(all) ? all : null;
    }

    private static bool SendsTraces(Dictionary<string, string> settings) =>
        !string.Equals(settings.GetValueOrDefault("OTEL_SDK_DISABLED"), "true", StringComparison.OrdinalIgnoreCase)
        && (settings.ContainsKey("OTEL_EXPORTER_OTLP_ENDPOINT") || settings.ContainsKey("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT"));
}
