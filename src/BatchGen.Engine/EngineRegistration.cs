using BatchGen.Engine.Admission;
using BatchGen.Engine.Client;
using BatchGen.Engine.Headroom;
using BatchGen.Engine.Calibration;
using BatchGen.Engine.Planning;
using BatchGen.Engine.Quantizing;
using BatchGen.Engine.Setup;
using BatchGen.Engine.Supervision;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace BatchGen.Engine;

public static class EngineRegistration
{
    /// <summary>Adds <see cref="IEngineManager"/>, set up by section "Engine". No process is started until one is asked for.</summary>
    public static IServiceCollection AddEngine(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddOptions<EngineOptions>().Bind(configuration.GetSection(EngineOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<EngineOptions>, EngineOptionsValidator>();
        services.AddOptions<EngineOptions>().PostConfigure(engine => engine.Telemetry = TelemetrySettings.Of(configuration));
        services.TryAddSingleton<ILiveDeviceLimits>(provider =>
            new WholeDeviceLimits(provider.GetRequiredService<IOptions<PlanningOptions>>().Value.ReserveBytes));
        services.TryAddSingleton<IDeviceLimits>(provider => provider.GetRequiredService<ILiveDeviceLimits>());
        services.TryAddSingleton<IDeviceSurvey, DeviceSurvey>();
        services.AddSingleton<Loadability>();
        services.AddSingleton<IModelQuantizing, ModelQuantizing>();
        services.AddSingleton<FitFinder>();
        services.AddSingleton<MemoryShortages>();
        services.AddSingleton<AdmissionDesk>();
        services.AddSingleton<CalibrationRecords>();
        services.TryAddSingleton<IEngineProgram, InstalledEngine>();
        services.AddSingleton<IEngineManager, EngineManager>();
        services.AddPlanning(configuration);
        services.AddSingleton<HeadroomHistory>();
        services.AddHostedService<HeadroomSampling>();
        return services;
    }
}
