using BatchGen.Inference.Runtime;
using BatchGen.LLamaSharp.Native;
using LLama.Native;

namespace BatchGen.LLamaSharp.Tests.Native;

public sealed class AbiCheckTests
{
    [Fact]
    public void Require_NamesTheField_WhenADefaultIsUnknown()
    {
        _ = TestRuntime.UnderTest;
        var context = LLamaContextParams.Default();
        context.n_batch = 512;

        var exception = Assert.Throws<RuntimeException>(() => AbiCheck.Require(context));

        Assert.Equal("native_library_mismatch", exception.Code);
        Assert.Contains("n_batch reads 512 instead of 2048", exception.Message, StringComparison.Ordinal);
    }
}
