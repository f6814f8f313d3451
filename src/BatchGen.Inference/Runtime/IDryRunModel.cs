namespace BatchGen.Inference.Runtime;

/// <summary>
/// A model whose loading is simulated: the header is read, nothing is allocated, so 9 billion parameters are "loaded" in
/// the time their vocabulary takes. One thread at a time.
/// </summary>
public interface IDryRunModel : IDisposable
{
    /// <summary>Simulates a context of these settings, 3 to 50 ms.</summary>
    /// <exception cref="RuntimeException">llama.cpp refuses the settings for this model.</exception>
    IReadOnlyList<DeviceAllocation> Measure(ContextSettings settings);
}
