using System.Text;

namespace BatchGen.Inference.Runtime.Logs;

/// <summary>
/// Puts lines together: llama.cpp logs fragments, and only a line feed ends a line.
/// One instance a thread, because threads log at the same time.
/// </summary>
internal sealed class LogLineAssembler
{
    // GGML_LOG_LEVEL_CONT: the fragment belongs to the line before it.
    private const int Continuation = 5;

    private readonly StringBuilder _text = new();
    private LlamaLogLevel _level;

    public void Append(int level, string fragment, Action<LlamaLogLine> completed)
    {
        if (level != Continuation)
            _level = (LlamaLogLevel)level;

        var rest = fragment.AsSpan();
        for (var end = rest.IndexOf('\n'); end >= 0; end = rest.IndexOf('\n'))
        {
            _text.Append(rest[..end]);
            if (_text.Length > 0)
                completed(new LlamaLogLine(_level, _text.ToString()));
            _text.Clear();
            rest = rest[(end + 1)..];
        }

        _text.Append(rest);
    }
}
