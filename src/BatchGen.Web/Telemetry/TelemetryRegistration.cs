using System.Diagnostics.Metrics;
using System.Globalization;
using BatchGen.Batches.Data;
using BatchGen.Batches.Metering;
using BatchGen.Batches.Tracing;
using Microsoft.Extensions.Options;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace BatchGen.Web.Telemetry;

/// <summary>What goes out of the program about itself: figures, spans and lines. What nobody is to have is not collected either.</summary>
internal static class TelemetryRegistration
{
    /// <summary>What .NET itself measures and people look for: the process, and the requests it answers.</summary>
    private static readonly string[] OfDotNet = ["System.Runtime", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel"];

    /// <summary>The engine's client has spans of its own, whose other half comes from the engine's process.</summary>
    private const string OfEngine = "BatchGen.Engine";

    public static void AddTelemetry(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<TelemetryOptions>().Bind(configuration.GetSection(TelemetryOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<TelemetryOptions>, TelemetryOptionsValidator>();
        services.AddSingleton<StorageGauges>();
        // Loggers are made before options are judged.
        services.AddSingleton(new LogRing(LinesOf(configuration)));
        services.AddSingleton<ILoggerProvider, LogRingProvider>();

        var otlp = OtlpTargets.Of(configuration);
        var isScraped = ServesMetrics(configuration);
        if (isScraped || otlp.Metrics)
            AddMetrics(services, isScraped, otlp.Metrics);
        if (otlp.Traces)
            AddTraces(services, configuration);
        if (otlp.Logs)
            AddLogs(services);
    }

    /// <summary>Asked before options are there. What cannot be read is refused with them.</summary>
    public static bool ServesMetrics(IConfiguration configuration)
    {
        var said = configuration[$"{TelemetryOptions.Section}:{nameof(TelemetryOptions.Metrics)}"];
        return !Enum.TryParse<MetricsAccess>(said, ignoreCase: true, out var access) || access is not MetricsAccess.Off;
    }

    private static int LinesOf(IConfiguration configuration) =>
        int.TryParse(configuration[$"{TelemetryOptions.Section}:{nameof(TelemetryOptions.LogLines)}"], CultureInfo.InvariantCulture, out var lines) && lines > 0
            ? Math.Min(lines, TelemetryOptions.MostLogLines)
            : TelemetryOptions.StandardLogLines;

    private static void AddMetrics(IServiceCollection services, bool isScraped, bool isSent)
    {
        services.AddOpenTelemetry().ConfigureResource(Describe).WithMetrics(metrics =>
        {
            metrics.AddMeter([BatchGenMeter.Name, .. OfDotNet]);
            if (isSent)
                metrics.AddOtlpExporter();
            if (isScraped)
            {
                // One meter in the program: its name on every line would say nothing.
                metrics.AddPrometheusExporter(prometheus => prometheus.ScopeInfoEnabled = false);
            }
        });
        // Of several applications in one process, as in tests, each has its own figures.
        services.ConfigureOpenTelemetryMeterProvider((provider, metrics) =>
        {
            var own = provider.GetRequiredService<IMeterFactory>();
            metrics.AddView(instrument =>
                instrument.Meter.Scope is null || ReferenceEquals(instrument.Meter.Scope, own) ? null : MetricStreamConfiguration.Drop);
        });
    }

    private static void AddTraces(IServiceCollection services, IConfiguration configuration)
    {
        var percent = configuration.GetSection(TracingOptions.Section).GetValue(nameof(TracingOptions.TracedPercent), 100.0);
        services.AddOpenTelemetry().ConfigureResource(Describe).WithTracing(tracing =>
        {
            // What is out of range is refused with the options; here it must only not stop them from being read.
            var share = Math.Clamp(percent / 100, 0, 1);
            tracing.AddSource(Spans.SourceName, OfEngine).SetSampler(new ParentBasedSampler(new TraceIdRatioBasedSampler(share)));
            tracing.AddOtlpExporter();
        });
    }

    private static void AddLogs(IServiceCollection services) => services.AddOpenTelemetry().ConfigureResource(Describe).WithLogging(
        logs => logs.AddOtlpExporter(),
        options =>
        {
            // The batch, the shard and the item that a line is about.
            options.IncludeScopes = true;
            options.IncludeFormattedMessage = true;
        });

    /// <summary>OTEL_SERVICE_NAME and OTEL_RESOURCE_ATTRIBUTES go before what is said here.</summary>
    private static void Describe(ResourceBuilder resource)
    {
        resource.Clear();
        var version = typeof(TelemetryRegistration).Assembly.GetName().Version?.ToString(3);
        resource.AddService("batchgen", serviceVersion: version, autoGenerateServiceInstanceId: false);
        resource.AddDetector(provider => new NodeResource(provider.GetRequiredService<NodeIdentity>()));
        resource.AddEnvironmentVariableDetector();
    }

    private sealed class NodeResource(NodeIdentity self) : IResourceDetector
    {
        public Resource Detect() => new([new KeyValuePair<string, object>("service.instance.id", self.Name)]);
    }
}
