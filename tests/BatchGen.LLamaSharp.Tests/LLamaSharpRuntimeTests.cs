using System.Reflection;
using BatchGen.Inference.Runtime.Logs;
using BatchGen.Runtime.Contract;

namespace BatchGen.LLamaSharp.Tests;

public sealed class LLamaSharpRuntimeTests() : RuntimeContract(TestRuntime.UnderTest)
{
    [Fact]
    public void Info_NamesLLamaSharpAndTheVersionItWasBuiltWith()
    {
        var info = TestRuntime.UnderTest.Instance.Info;

        Assert.Equal("LLamaSharp", info.Name);
        Assert.Matches(@"^0\.\d+\.\d+", info.Version);
    }

    [Fact]
    public void Constructor_SendsTheLibrarysLogToItsSink()
    {
        _ = TestRuntime.UnderTest.SharedModel;

        Assert.Contains(TestRuntime.Log, line => line.Level == LlamaLogLevel.Information && line.Text.Contains("chatglm", StringComparison.Ordinal));
    }

    /// <summary>Two releases of llama.cpp in one process end it sooner or later.</summary>
    [Fact]
    public void Output_HoldsNoBinaryOfTheOtherRuntime()
    {
        var folder = Path.GetDirectoryName(Assembly.GetExecutingAssembly().Location)!;

        Assert.False(File.Exists(Path.Combine(folder, "BatchGen.LlamaCpp.dll")));
        Assert.False(Directory.Exists(Path.Combine(folder, "llama")));
    }
}
