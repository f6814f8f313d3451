using BatchGen.Inference.Runtime.Logs;

namespace BatchGen.Inference.Tests.Runtime.Logs;

public sealed class LogLineAssemblerTests
{
    private const int Continuation = 5;

    private readonly List<LlamaLogLine> _lines = [];
    private readonly LogLineAssembler _assembler = new();

    [Fact]
    public void Append_CompletesALine_OnlyAtItsEnd()
    {
        Append(LlamaLogLevel.Warning, "half ");
        Assert.Empty(_lines);

        _assembler.Append(Continuation, "and half\n", _lines.Add);

        Assert.Equal([new LlamaLogLine(LlamaLogLevel.Warning, "half and half")], _lines);
    }

    [Fact]
    public void Append_GivesEveryLine_WhenAFragmentHoldsSeveral()
    {
        Append(LlamaLogLevel.Error, "one\n\ntwo\nthree");

        Assert.Equal(["one", "two"], _lines.Select(line => line.Text));
    }

    private void Append(LlamaLogLevel level, string fragment) => _assembler.Append((int)level, fragment, _lines.Add);
}
