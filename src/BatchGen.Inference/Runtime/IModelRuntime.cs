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

    /// <summary>
    /// "Loads" a model to plan with: its header is read and nothing allocated. The file may be a header without weights. Check it with GgufSafety
    /// first: some headers end the process in a simulation too, so do this in an engine process only.
    /// </summary>
    /// <param name="request">The load that is simulated: layers, and how GPUs share them. It is read, not mapped, whatever it says.</param>
    /// <exception cref="RuntimeException">llama.cpp does not take the file, or there are no such GPUs.</exception>
    IDryRunModel LoadForDryRun(ModelLoadRequest request);

    /// <summary>
    /// Writes a smaller copy of a model with llama.cpp's own quantizer; <paramref name="target"/> must not exist. Blocks, and cannot be
    /// stopped: end the process to cancel it.
    /// </summary>
    /// <param name="progress">0 to 1, tensor by tensor.</param>
    /// <exception cref="RuntimeException">llama.cpp refused; the target may be half written.</exception>
    void Quantize(string source, string target, QuantizedType type, int threads, Action<double> progress);
}
