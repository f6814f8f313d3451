using BatchGen.Web.Models;
using Microsoft.Extensions.DependencyInjection;

namespace BatchGen.Web.Tests.Models;

public sealed class ModelCatalogTests : PageTestBase
{
    private ModelCatalog Catalog => Services.GetRequiredService<ModelCatalog>();

    [Fact]
    public void List_PutsTheDefaultFirst_AndEachFileOnce()
    {
        var folder = Path.GetDirectoryName(ModelPath)!;
        File.WriteAllText(Path.Combine(folder, "another.gguf"), "x");
        File.WriteAllText(Path.Combine(folder, "readme.md"), "x");

        Assert.Equal(["some-model", "another"], Catalog.List().Select(model => model.Name));
    }

    [Fact]
    public void Default_SaysWhatToDo_WhenItsFileIsGone()
    {
        File.Delete(ModelPath);

        Assert.Contains("Models:Default", Catalog.Default.Problem?.ToString(), StringComparison.Ordinal);
        Assert.Contains(ModelPath, Catalog.Default.Problem?.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/models/batchgen-demo.gguf", true)]
    [InlineData("/models/codegeex4-all-9b-Q4_K_M.gguf", false)]
    public void Caution_IsThere_ForTheDemonstrationModelOnly(string path, bool expected) =>
        Assert.Equal(expected, ModelFile.At(path).Caution is not null);
}
