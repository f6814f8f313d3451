namespace BatchGen.Web.Telemetry;

/// <summary>Section "Telemetry". Where figures, spans and lines are sent is said by OpenTelemetry's own settings, OTEL_EXPORTER_OTLP_ENDPOINT first.</summary>
public sealed class TelemetryOptions
{
    public const string Section = "Telemetry";

    internal const int StandardLogLines = 2_000;
    internal const int MostLogLines = 100_000;

    /// <summary>Who may read <c>/metrics</c>.</summary>
    public MetricsAccess Metrics { get; set; } = MetricsAccess.Key;

    /// <summary>With <see cref="MetricsAccess.Networks"/>: who needs no key. Empty is this machine alone.</summary>
    public IList<string> MetricsNetworks { get; } = [];

    /// <summary>Lines that the page "Log" keeps in memory; the oldest go first.</summary>
    public int LogLines { get; set; } = StandardLogLines;
}

public enum MetricsAccess
{
    /// <summary>There is no such address, and nothing is collected for it.</summary>
    Off,

    /// <summary>Whoever may see the dashboard: a program with an API key that may read.</summary>
    Key,

    /// <summary>The same, and without a key who asks from <see cref="TelemetryOptions.MetricsNetworks"/>.</summary>
    Networks,
}
