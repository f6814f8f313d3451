using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace BatchGen.Engine.Planning;

internal static class PlanningRegistration
{
    /// <summary>Adds <see cref="PlanService"/>. Limits are whole devices unless another <see cref="IDeviceLimits"/> is registered.</summary>
    public static void AddPlanning(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<PlanningOptions>().Bind(configuration.GetSection(PlanningOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<PlanningOptions>, PlanningOptionsValidator>();
        services.TryAddSingleton<IMainMemory, MainMemory>();
        services.TryAddSingleton<IMemoryDryRun, MemoryDryRun>();
        services.AddSingleton<PlanService>();
        services.AddSingleton<ContextAdvisor>();
    }
}
