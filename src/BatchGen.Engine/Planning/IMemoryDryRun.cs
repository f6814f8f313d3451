using BatchGen.Inference.Runtime;

namespace BatchGen.Engine.Planning;

/// <summary>llama.cpp's own numbers for a model that is not loaded. Thread-safe; requests are answered one after the other.</summary>
public interface IMemoryDryRun
{
    /// <summary>What engines will run on, and which build of the libraries was chosen on this machine.</summary>
    /// <exception cref="DryRunException">The libraries cannot be loaded, or the process that asks could not be started or ended.</exception>
    Task<RuntimeInfo> GetRuntimeAsync(CancellationToken cancellationToken);

    /// <summary>Every device llama.cpp sees, with its memory at this moment.</summary>
    /// <exception cref="DryRunException">The process that asks could not be started or ended.</exception>
    Task<IReadOnlyList<DeviceMemory>> GetDevicesAsync(CancellationToken cancellationToken);

    /// <summary>Simulates loading. The header is checked before native code sees the file.</summary>
    /// <exception cref="DryRunException">Refused, or the simulating process ended; the next call starts another.</exception>
    Task<IReadOnlyList<DeviceAllocation>> MeasureAsync(DryRunRequest request, CancellationToken cancellationToken);
}
