using BatchGen.Inference.Runtime;
using BatchGen.Inference.Scheduling;

namespace BatchGen.Engine.Host;

/// <summary>What a call needs once the model is there.</summary>
internal sealed class LoadedModel(IModelRuntime runtime, GenerationLoop loop, RequestIntake intake)
{
    public GenerationLoop Loop { get; } = loop;

    public RequestIntake Intake { get; } = intake;

    /// <summary>Asked afresh each time: other processes take and give memory too.</summary>
    public IReadOnlyList<DeviceMemory> Devices => runtime.GetDevices();
}
