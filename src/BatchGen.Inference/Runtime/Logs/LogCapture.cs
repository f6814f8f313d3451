namespace BatchGen.Inference.Runtime.Logs;

/// <summary>The lines that llama.cpp logs on this thread until disposed: the only place where it says why a call failed.</summary>
/// <param name="outer">The capture around this one, which gets the same lines.</param>
/// <param name="end">Told when this one ends, to go back to the outer one.</param>
public sealed class LogCapture(LogCapture? outer, Action<LogCapture?> end) : IDisposable
{
    private readonly List<LlamaLogLine> _lines = [];

    public IReadOnlyList<LlamaLogLine> Lines => _lines;

    public void Add(LlamaLogLine line)
    {
        _lines.Add(line);
        outer?.Add(line);
    }

    public void Dispose() => end(outer);
}
