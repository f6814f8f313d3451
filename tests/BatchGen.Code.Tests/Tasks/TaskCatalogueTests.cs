using BatchGen.Code.Joining;
using BatchGen.Code.Tasks;

namespace BatchGen.Code.Tests.Tasks;

public sealed class TaskCatalogueTests
{
    [Fact]
    public void All_HasOnePresetForEachKind() =>
        Assert.Equal(Enum.GetValues<TaskKind>(), TaskCatalogue.All.Select(preset => preset.Kind).Order());

    [Fact]
    public void All_TextsUseOnlyWhatEveryInputHas()
    {
        foreach (var texts in TaskCatalogue.All.SelectMany(preset => new[] { preset.English, preset.Chinese }))
        {
            foreach (var text in new[] { texts.System, texts.Instruction, texts.Reduction })
                PromptTemplate.Parse(text).ThrowIfUnknown([TemplateValues.TargetLanguage]);
        }
    }

    [Fact]
    public void All_HaveAReduction_ExactlyWhenPiecesAreMergedByAPrompt() =>
        Assert.All(TaskCatalogue.All, preset =>
        {
            Assert.Equal(preset.Join == JoinStrategy.MapReduce, preset.English.Reduction.Length > 0);
            Assert.Equal(preset.Join == JoinStrategy.MapReduce, preset.Chinese.Reduction.Length > 0);
        });

    [Theory]
    [InlineData("comment", JoinStrategy.Concatenate)]
    [InlineData("translate", JoinStrategy.Concatenate)]
    [InlineData("fix", JoinStrategy.Concatenate)]
    [InlineData("explain", JoinStrategy.MapReduce)]
    [InlineData("review", JoinStrategy.MapReduce)]
    [InlineData("unit_tests", JoinStrategy.PerDeclaration)]
    [InlineData("infill", null)]
    public void Find_KnowsHowPiecesAreMerged(string name, JoinStrategy? join) => Assert.Equal(join, TaskCatalogue.Find(name).Join);

    [Fact]
    public void Find_ListsTheKnownTasks_WhenTheNameIsUnknown()
    {
        var refusal = Assert.Throws<TaskException>(() => TaskCatalogue.Find("refactor"));

        Assert.Equal("unknown_task", refusal.Code);
        Assert.Contains("repository_edit", refusal.Message, StringComparison.Ordinal);
    }
}
