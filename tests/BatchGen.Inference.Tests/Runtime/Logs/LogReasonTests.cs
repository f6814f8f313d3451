using BatchGen.Inference.Runtime.Logs;

namespace BatchGen.Inference.Tests.Runtime.Logs;

public sealed class LogReasonTests
{
    [Fact]
    public void Of_GivesTheLineThatSaysWhy_NotTheOnesThatSayItFailed()
    {
        using var log = LlamaLog.Capture();
        LlamaLog.Write(new LlamaLogLine(LlamaLogLevel.Error, "gguf_init_from_reader: failed to read key-value pairs"));
        LlamaLog.Write(new LlamaLogLine(LlamaLogLevel.Error, "llama_model_load: error loading model: llama_model_loader: failed to load model from x.gguf"));
        LlamaLog.Write(new LlamaLogLine(LlamaLogLevel.Error, "llama_model_load_from_file_impl: failed to load model"));

        Assert.Equal("failed to read key-value pairs", LogReason.Of(log));
    }

    [Fact]
    public void Of_GivesWhyASequenceWasNotRestored()
    {
        using var log = LlamaLog.Capture();
        LlamaLog.Write(new LlamaLogLine(LlamaLogLevel.Error, "state_read_meta: failed to find 9 available cells in kv cache"));
        LlamaLog.Write(new LlamaLogLine(LlamaLogLevel.Error, "state_seq_set_data: error loading state: failed to restore kv cache"));

        Assert.Equal("failed to find 9 available cells in kv cache", LogReason.Of(log));
    }

    [Fact]
    public void Of_SaysThatThereIsNone_WhenNothingWasLogged()
    {
        using var log = LlamaLog.Capture();

        Assert.Equal("it gives no reason", LogReason.Of(log));
    }

    [Theory]
    [InlineData(LlamaLogLevel.Error, "unable to allocate CUDA0 buffer", "device_out_of_memory")]
    [InlineData(LlamaLogLevel.Warning, "unable to allocate CUDA0 buffer", "model_load_failed")]
    [InlineData(LlamaLogLevel.Error, "missing tensor 'output.weight'", "model_load_failed")]
    public void Code_TellsAWantOfMemoryFromOtherReasons(LlamaLogLevel level, string line, string code)
    {
        using var log = LlamaLog.Capture();
        LlamaLog.Write(new LlamaLogLine(level, line));
        LlamaLog.Write(new LlamaLogLine(LlamaLogLevel.Error, "llama_model_load_from_file_impl: failed to load model"));

        Assert.Equal(code, LogReason.Code(log, "model_load_failed"));
    }

    [Fact]
    public void Capture_TakesTheLinesOfItsOwnThreadOnly()
    {
        using var log = LlamaLog.Capture();
        var other = new Thread(() => LlamaLog.Write(new LlamaLogLine(LlamaLogLevel.Error, "elsewhere")));
        other.Start();
        other.Join();

        Assert.Empty(log.Lines);
    }
}
