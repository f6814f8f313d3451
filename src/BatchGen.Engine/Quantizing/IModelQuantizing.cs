using BatchGen.Engine.Client;
using BatchGen.Inference.Runtime;

namespace BatchGen.Engine.Quantizing;

/// <summary>Makes a smaller model of a large one, in a child process of its own.</summary>
public interface IModelQuantizing
{
    /// <summary>The target is there, whole, when it returns, and not there at all when it throws.</summary>
    /// <param name="progress">0 to 1.</param>
    /// <exception cref="EngineException">Refused before or by llama.cpp; the message says why.</exception>
    /// <exception cref="OperationCanceledException">Cancelled: the process was ended.</exception>
    Task RunAsync(QuantizeRequest request, IProgress<double> progress, CancellationToken cancellationToken);
}

/// <param name="Source">Full path of an f16, bf16 or f32 GGUF file.</param>
/// <param name="Target">Full path of the file to be made; must not exist.</param>
public sealed record QuantizeRequest(string Source, string Target, QuantizedType Type);

/// <summary>One line of what the child process says: how far it is, or why it failed.</summary>
internal sealed record QuantizeEvent(double Progress, string? FailureCode, string? FailureMessage);
