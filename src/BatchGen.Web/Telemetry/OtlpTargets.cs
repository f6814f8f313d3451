namespace BatchGen.Web.Telemetry;

/// <summary>Which of the three kinds are sent by OTLP: all where OTEL_EXPORTER_OTLP_ENDPOINT is set, or those that have an address of their own.</summary>
internal sealed record OtlpTargets(bool Metrics, bool Traces, bool Logs)
{
    /// <summary>From the environment, or from any other source of configuration: the exporters read them the same way.</summary>
    public static OtlpTargets Of(IConfiguration configuration)
    {
        // As with every program that speaks OTLP.
        var isDisabled = string.Equals(configuration["OTEL_SDK_DISABLED"], "true", StringComparison.OrdinalIgnoreCase);
        return new OtlpTargets(Has("METRICS_"), Has("TRACES_"), Has("LOGS_"));

        bool Has(string kind) => !isDisabled && (IsSet("") || IsSet(kind));

        bool IsSet(string kind) => !string.IsNullOrWhiteSpace(configuration[$"OTEL_EXPORTER_OTLP_{kind}ENDPOINT"]);
    }
}
