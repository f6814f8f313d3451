using BatchGen.Engine.Host;
using BatchGen.Engine.Planning;
using BatchGen.Engine.Setup;
using BatchGen.Inference.Runtime;
using BatchGen.Web.Formatting;

namespace BatchGen.Web.Doctor;

/// <summary>The GPUs that the installed build can use, or why it can use none.</summary>
/// <param name="driver">NVIDIA's driver as the system names it; null without one.</param>
internal sealed class GpuLook(IMemoryDryRun machine, EngineOptions engine, string? driver) : ILook
{
    public string Name => "gpu";

    public async Task<IReadOnlyList<Finding>> LookAsync(CancellationToken cancellationToken)
    {
        try
        {
            var runtime = await machine.GetRuntimeAsync(cancellationToken);
            var devices = await machine.GetDevicesAsync(cancellationToken);
            var cards = devices.Where(device => device.Kind is DeviceKind.Gpu or DeviceKind.IntegratedGpu).ToList();
            return cards.Count > 0 ? [.. cards.Select(Describe)] : [Without(runtime, devices)];
        }
        catch (DryRunException)
        {
            return [Finding.Warning(Name, "Not looked at, because no model can run.", "See libraries.")];
        }
    }

    private Finding Describe(DeviceMemory card) => Finding.Ok(
        Name,
        $"{card.Name}: {card.Description}, {ByteText.Of(card.FreeBytes)} of {ByteText.Of(card.TotalBytes)} free{(driver is null ? "" : $"; {driver}")}.");

    private Finding Without(RuntimeInfo runtime, IReadOnlyList<DeviceMemory> devices)
    {
        if (GpuSight.FindProblem(runtime, devices) is { } reason)
        {
            return engine.AllowCpuFallback || engine.GpuLayers == 0
                ? Finding.Warning(Name, $"{reason}. Until then it computes on the processor, as section Engine allows.")
                : Finding.Problem(Name, $"{reason}.", "Or set Engine:AllowCpuFallback to true to compute on the processor.");
        }

        return driver is null
            ? Finding.Ok(Name, $"None is used: this is the {runtime.Backend} build, and there is no NVIDIA driver on this machine.")
            : Finding.Warning(
                Name,
                $"{driver} is installed, and this is the {runtime.Backend} build, which uses no NVIDIA GPU.",
                "Build or publish it with -p:LlamaBackend=cuda12.");
    }
}
