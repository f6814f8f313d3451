using System.Collections.Concurrent;

namespace BatchGen.Batches.Execution;

/// <summary>One gate a model, for as long as the process lives.</summary>
internal sealed class EngineGates : IDisposable
{
    private readonly ConcurrentDictionary<string, EngineGate> _gates = new(StringComparer.Ordinal);

    public EngineGate For(string modelPath) => _gates.GetOrAdd(modelPath, _ => new EngineGate());

    public void Dispose()
    {
        foreach (var gate in _gates.Values)
            gate.Dispose();
    }
}
