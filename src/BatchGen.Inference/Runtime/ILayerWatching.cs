namespace BatchGen.Inference.Runtime;

/// <summary>A model whose runtime can tell when each layer of a step is computed; not every runtime can.</summary>
public interface ILayerWatching
{
    /// <summary>
    /// A context that waits for its devices after every layer and then calls, so its steps take longer than another's.
    /// </summary>
    /// <param name="onLayer">
    /// Told the layer, counted from 0, on the thread that computes, between two parts of a step. Must not throw, and must
    /// not touch the context.
    /// </param>
    /// <exception cref="RuntimeException">The library refused the settings or could not allocate.</exception>
    IRuntimeContext CreateWatchedContext(ContextSettings settings, Action<int> onLayer);
}
