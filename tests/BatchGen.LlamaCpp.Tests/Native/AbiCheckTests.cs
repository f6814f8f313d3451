using BatchGen.Inference.Runtime;
using BatchGen.LlamaCpp.Native;

namespace BatchGen.LlamaCpp.Tests.Native;

public sealed class AbiCheckTests
{
    private static readonly LibraryFiles Files = LlamaLibrary.Load();

    [Fact]
    public void Require_Passes_WithTheLibrarysOwnDefaults() =>
        AbiCheck.Require(Files, LlamaApi.ModelDefaultParams(), LlamaApi.ContextDefaultParams());

    [Fact]
    public void Require_NamesTheField_WhenAContextDefaultIsUnknown()
    {
        var context = LlamaApi.ContextDefaultParams();
        context.BatchTokens = 512;

        var exception = Assert.Throws<RuntimeException>(() => AbiCheck.Require(Files, LlamaApi.ModelDefaultParams(), context));

        Assert.Equal("native_library_mismatch", exception.Code);
        Assert.Contains("n_batch reads 512 instead of 2048", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Require_NamesTheField_WhenAModelDefaultIsUnknown()
    {
        var model = LlamaApi.ModelDefaultParams();
        model.UseExtraBuffers = 0;

        var exception = Assert.Throws<RuntimeException>(() => AbiCheck.Require(Files, model, LlamaApi.ContextDefaultParams()));

        Assert.Contains("use_extra_bufts reads 0 instead of 1", exception.Message, StringComparison.Ordinal);
    }
}
