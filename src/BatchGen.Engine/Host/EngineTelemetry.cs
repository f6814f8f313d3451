using BatchGen.Engine.Protocol;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace BatchGen.Engine.Host;

/// <summary>Sends the spans of this process where its parent sends its own. Whether a call is traced was decided there.</summary>
internal static class EngineTelemetry
{
    /// <summary>Nobody waits longer for the last spans: leaving gives a device's memory back.</summary>
    private static readonly TimeSpan LastWord = TimeSpan.FromMilliseconds(300);

    public static void Add(WebApplicationBuilder builder, EngineSettings settings)
    {
        if (settings.Telemetry is not { } telemetry)
            return;
        builder.Configuration.AddInMemoryCollection(telemetry.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value)));
        builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("batchgen-engine").AddEnvironmentVariableDetector())
            .WithTracing(tracing => tracing.AddSource(EngineSpans.SourceName).SetSampler(new ParentBasedSampler(new AlwaysOffSampler())).AddOtlpExporter());
    }

    public static void Flush(IServiceProvider services) => services.GetService<TracerProvider>()?.ForceFlush((int)LastWord.TotalMilliseconds);
}
