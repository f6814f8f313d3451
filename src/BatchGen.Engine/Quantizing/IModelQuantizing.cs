using BatchGen.Engine.Client;

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
