namespace BatchGen.Inference.Runtime;

/// <summary>A loaded model. Dispose its contexts first: freeing the model before its context ends the process.</summary>
public interface IRuntimeModel : IDisposable
{
    ModelInfo Info { get; }

    IVocabulary Vocabulary { get; }

    /// <exception cref="RuntimeException">The library refused the settings or could not allocate.</exception>
    IRuntimeContext CreateContext(ContextSettings settings);
}
