using BatchGen.Inference.Runtime.Logs;
using BatchGen.Runtime.Contract;

namespace BatchGen.LlamaCpp.Tests;

public sealed class LlamaCppRuntimeTests() : RuntimeContract(TestRuntime.UnderTest)
{
    [Fact]
    public void Info_NamesTheLibraryAndItsRelease() =>
        Assert.Equal(("llama.cpp", "v0.5.0"), (TestRuntime.UnderTest.Instance.Info.Name, TestRuntime.UnderTest.Instance.Info.Version));

    [Fact]
    public void Constructor_SendsTheLibrarysLogToItsSink()
    {
        _ = TestRuntime.UnderTest.SharedModel;

        Assert.Contains(TestRuntime.Log, line => line.Level == LlamaLogLevel.Information && line.Text.Contains("chatglm", StringComparison.Ordinal));
    }
}
