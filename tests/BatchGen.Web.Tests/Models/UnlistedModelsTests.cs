using BatchGen.Engine.Setup;
using BatchGen.Web.Models;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace BatchGen.Web.Tests.Models;

public sealed class UnlistedModelsTests : PageTestBase
{
    [Fact]
    public void Turn_UnloadsWhatNobodyCanChooseAnyMore()
    {
        var another = Path.Combine(Path.GetDirectoryName(ModelPath)!, "another.gguf");
        File.WriteAllText(another, "x");
        using var unlisted = new UnlistedModels(
            Engines, Services.GetRequiredService<ModelCatalog>(), Options.Create(new EngineOptions()), TimeProvider.System);
        Engines.Engine(ModelPath);
        Engines.Engine(another);

        unlisted.Turn();
        Assert.Empty(Engines.Unloaded);

        File.Delete(another);
        unlisted.Turn();
        Assert.Equal([another], Engines.Unloaded);
    }
}
