namespace BatchGen.LlamaCpp.Logging;

/// <summary>The lines that llama.cpp logs on this thread until disposed: the only place where it says why a call failed.</summary>
internal sealed class LogCapture : IDisposable
{
    private readonly LogCapture? _outer;
    private readonly List<LlamaLogLine> _lines = [];

    public LogCapture(LogCapture? outer) => _outer = outer;

    public IReadOnlyList<LlamaLogLine> Lines => _lines;

    public void Add(LlamaLogLine line)
    {
        _lines.Add(line);
        _outer?.Add(line);
    }

    public void Dispose() => LlamaLog.EndCapture(_outer);
}
