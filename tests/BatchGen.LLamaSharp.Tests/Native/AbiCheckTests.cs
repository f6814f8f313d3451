using BatchGen.Inference.Runtime;
using BatchGen.LLamaSharp.Native;
using LLama.Native;

namespace BatchGen.LLamaSharp.Tests.Native;

public sealed class AbiCheckTests
{
    public AbiCheckTests() => _ = TestRuntime.UnderTest;

    [Fact]
    public void Require_Passes_WithTheLibrarysOwnDefaults() => AbiCheck.Require(LLamaModelParams.Default(), LLamaContextParams.Default());

    /// <summary>What b10068's defaults read as through LLamaSharp's struct: no load_mode there.</summary>
    [Fact]
    public void Require_NamesTheField_WhenTheModelIsOfAnOlderRelease()
    {
        var model = LLamaModelParams.Default();
        model.load_mode = 0;

        var exception = Assert.Throws<RuntimeException>(() => AbiCheck.Require(model, LLamaContextParams.Default()));

        Assert.Equal("native_library_mismatch", exception.Code);
        Assert.Contains("load_mode reads 0 instead of 1", exception.Message, StringComparison.Ordinal);
    }

    /// <summary>b10361 and v0.5.0 have one field more before it.</summary>
    [Fact]
    public void Require_NamesTheField_WhenTheContextIsOfANewerRelease()
    {
        var context = LLamaContextParams.Default();
        context.n_threads = 0;

        var exception = Assert.Throws<RuntimeException>(() => AbiCheck.Require(LLamaModelParams.Default(), context));

        Assert.Contains("n_threads reads 0 instead of 4", exception.Message, StringComparison.Ordinal);
    }
}
