using BatchGen.Batches.Tasks;
using BatchGen.Batches.Tasks.Templates;

namespace BatchGen.Batches.Tests.Tasks;

public sealed class TaskCatalogueTests
{
    [Fact]
    public void All_HasOnePresetForEachKind() =>
        Assert.Equal(Enum.GetValues<TaskKind>(), TaskCatalogue.All.Select(preset => preset.Kind).Order());

    [Fact]
    public void All_TextsUseOnlyWhatEveryInputHas()
    {
        foreach (TaskTexts texts in TaskCatalogue.All.SelectMany(preset => new[] { preset.English, preset.Chinese }))
        {
            foreach (string text in new[] { texts.System, texts.Instruction, texts.Reduction })
                PromptTemplate.Parse(text).ThrowIfUnknown([TemplateValues.TargetLanguage]);
        }
    }

    [Fact]
    public void All_HaveAReduction_ExactlyWhenPiecesAreMergedByAPrompt() =>
        Assert.All(TaskCatalogue.All, preset =>
        {
            Assert.Equal(preset.Merge == MergeKind.MapReduce, preset.English.Reduction.Length > 0);
            Assert.Equal(preset.Merge == MergeKind.MapReduce, preset.Chinese.Reduction.Length > 0);
        });

    [Theory]
    [InlineData("comment", MergeKind.Concatenate)]
    [InlineData("translate", MergeKind.Concatenate)]
    [InlineData("fix", MergeKind.Concatenate)]
    [InlineData("explain", MergeKind.MapReduce)]
    [InlineData("review", MergeKind.MapReduce)]
    [InlineData("unit_tests", MergeKind.PerDeclaration)]
    [InlineData("infill", MergeKind.None)]
    public void Find_KnowsHowPiecesAreMerged(string name, MergeKind merge) => Assert.Equal(merge, TaskCatalogue.Find(name).Merge);

    [Fact]
    public void Find_ListsTheKnownTasks_WhenTheNameIsUnknown()
    {
        TaskException refusal = Assert.Throws<TaskException>(() => TaskCatalogue.Find("refactor"));

        Assert.Equal("unknown_task", refusal.Code);
        Assert.Contains("repository_edit", refusal.Message, StringComparison.Ordinal);
    }
}
