using BatchGen.Engine.Planning;
using Microsoft.Extensions.DependencyInjection;

namespace BatchGen.Web.Tests.Documents;

/// <summary>docs/memory.md says what the planner says. <see cref="DocumentFile.WriteAnew"/> writes its tables again.</summary>
public sealed class MemoryGuideTests : PageTestBase
{
    [Fact]
    public void Guide_HasThePlannersFigures() => Holds("memory.md", said => said.English);

    [Fact]
    public void ChineseGuide_HasThePlannersFigures() => Holds("memory.zh-CN.md", said => said.Chinese);

    /// <summary>README.md says 6.25 GB of the published Q4_K_M: the mixtures' rules are right for this model.</summary>
    [Fact]
    public void Mixture_HasThePublishedFilesSize() => Assert.Equal(6.25, QuantizedShapes.Q4KM.WeightBytes / 1e9, 0.01);

    private void Holds(string name, Func<Said, string> language)
    {
        var document = new DocumentFile("docs", name);
        document.Holds(DocumentTable.Into(document.Text, new MemoryGuide(Services.GetRequiredService<PlanService>()).Tables(), language));
    }
}
