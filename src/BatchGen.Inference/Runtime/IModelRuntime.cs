namespace BatchGen.Inference.Runtime;

/// <summary>
/// The seam to the native library: shaped like llama.h, free of native types.
/// Implementations are not thread-safe beyond what each member says; one engine process uses one runtime.
/// </summary>
public interface IModelRuntime
{
    RuntimeInfo Info { get; }

    /// <summary>Every device the runtime can compute on, the CPU last, with its memory at this moment.</summary>
    IReadOnlyList<DeviceMemory> GetDevices();

    /// <summary>Loads a model. Blocks; <paramref name="progress"/> runs 0 to 1 on the calling thread.</summary>
    /// <exception cref="RuntimeException">The file cannot be loaded; the message says why and names the file.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; nothing stays allocated.</exception>
    IRuntimeModel LoadModel(ModelLoadRequest request, IProgress<float>? progress, CancellationToken cancellationToken);
}
