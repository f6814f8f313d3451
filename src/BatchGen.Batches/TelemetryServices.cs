using System.Diagnostics.Metrics;
using BatchGen.Batches.Gauges;
using BatchGen.Batches.Metering;
using BatchGen.Batches.Tracing;
using BatchGen.Engine.Client;
using BatchGen.Engine.Headroom;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace BatchGen.Batches;

/// <summary>What this room counts, shows and traces; who sends it anywhere is the composition root's business.</summary>
internal static class TelemetryServices
{
    public static void Add(IServiceCollection services, IConfiguration configuration)
    {
        AddMeters(services);
        AddTracing(services, configuration);
    }

    private static void AddMeters(IServiceCollection services)
    {
        services.AddMetrics();
        services.AddSingleton<AnswerMeter>();
        services.AddSingleton<ItemMeter>();
        services.AddSingleton<SubmissionMeter>();
        services.AddSingleton<CommitMeter>();
        services.AddSingleton<EngineWaits>();
        services.AddSingleton<QueueFigures>();
        services.AddSingleton<QueueGauges>();
        services.AddSingleton<EngineGauges>();
        services.AddSingleton<ProgramGauges>();
        // The history comes with the engine room, which a test may leave out: asked for only when used.
        services.AddSingleton(provider => new DeviceGauges(
            provider.GetRequiredService<IMeterFactory>(), provider.GetRequiredService<HeadroomHistory>(), provider.GetRequiredService<IEngineManager>()));
        services.AddSingleton<GaugeBoard>();
    }

    private static void AddTracing(IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<TracingOptions>().Bind(configuration.GetSection(TracingOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<TracingOptions>, TracingOptionsValidator>();
        services.AddSingleton<ItemSpans>();
    }
}
