using BatchGen.Batches.Models;
using BatchGen.Batches.Requests;
using BatchGen.Batches.Submission;
using Microsoft.Extensions.Configuration;

namespace BatchGen.Batches.Tests.Models;

public sealed class ModelNamesTests
{
    private const string Big = "/models/Big-Q4.gguf";
    private const string Small = "/models/small.gguf";

    [Theory]
    [InlineData(null, Big, false)]
    [InlineData("big-q4", Big, false)]
    [InlineData("SMALL.GGUF", Small, false)]
    [InlineData("gpt-4o-mini", Big, true)]
    [InlineData("GPT-4o-Mini.gguf", Big, true)]
    [InlineData("qwen2.5-coder:7b", Small, true)]
    [InlineData("openai/gpt-4o", Small, true)]
    public void Find_TakesAModelOrWhatAnAliasStandsFor(string? name, string path, bool isAlias)
    {
        var meant = Table(("gpt-4o-mini", "big-Q4.gguf"), ("qwen2.5-coder:7b", "small"), ("openai/gpt-4o", "small")).Find(name);

        Assert.Equal(new NamedModel(name, path, isAlias), meant);
    }

    [Theory]
    [InlineData("nothing")]
    [InlineData("")]
    [InlineData("*")]
    [InlineData("big")]
    public void Require_Refuses_WhatNobodyChoseAModelFor(string name)
    {
        var refusal = Assert.Throws<RequestRefusedException>(() => Table(("gpt-4o", "small")).Require(name));

        Assert.Equal(("model_not_found", "model", true), (refusal.Code, refusal.Param, refusal.IsNotFound));
    }

    [Fact]
    public void Find_TakesAnyOtherName_OnlyWhereThatIsSaid()
    {
        var table = Table(("*", "small"), ("gpt-4o", "Big-Q4"));

        Assert.Equal((Small, true, "made-up"), (table.Find("made-up")!.Path, table.Find("made-up")!.IsAlias, table.Find("made-up")!.AnswerName));
        Assert.Equal((Big, Big), (table.Find("gpt-4o")!.Path, table.Find("big-q4")!.Path));
    }

    [Fact]
    public void Require_NamesTheTarget_WhenItIsGone()
    {
        var refusal = Assert.Throws<RequestRefusedException>(() => Table(("gpt-4o", "deleted")).Require("gpt-4o"));

        Assert.Equal("alias_target_missing", refusal.Code);
        Assert.Contains("'gpt-4o' stands for the model 'deleted'", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Find_LetsAModelWin_AsLongAsItsFileIsThere()
    {
        var own = Path.GetTempFileName();
        try
        {
            var name = Path.GetFileNameWithoutExtension(own);
            var table = new NameTable([Small, own], Aliases((name, "small"), ("small", "small")));

            Assert.Equal(new NamedModel(name, own, false), table.Find(name));
            File.Delete(own);
            Assert.Equal(new NamedModel(name, Small, true), table.Find(name));
        }
        finally
        {
            File.Delete(own);
        }
    }

    [Fact]
    public void Answer_SaysWhatWasAskedFor_AndWhatRan()
    {
        var table = Table(("gpt-4o", "small"));

        Assert.Equal(("gpt-4o", "small"), (table.Find("gpt-4o")!.AnswerName, table.Find("gpt-4o")!.UsedName));
        Assert.Equal(("Big-Q4", null), (table.Find("BIG-q4.gguf")!.AnswerName, table.Find("BIG-q4.gguf")!.UsedName));
    }

    [Theory]
    [InlineData(Small, null, Small)]
    [InlineData("/old/big-q4.gguf", null, Big)]
    [InlineData("/models/last-year.gguf", null, Big)]
    [InlineData(Small, "gpt-4o", Big)]
    [InlineData(Small, "taken-away", Small)]
    [InlineData("/models/gone.gguf", null, "/models/gone.gguf")]
    public void PathToday_FollowsWhatWasChosen(string path, string? alias, string expected) =>
        Assert.Equal(expected, Table(("gpt-4o", "big-q4"), ("last-year", "big-q4")).PathToday(path, alias));

    [Theory]
    [InlineData("a", "b", "b", "small", "alias_to_alias")]
    [InlineData("a", "A", "c", "small", "alias_to_alias")]
    [InlineData("a", "*", "c", "small", "alias_to_alias")]
    [InlineData("*", "a", "a", "small", "alias_to_alias")]
    [InlineData(" a", "small", "c", "small", "alias_invalid")]
    public void Problem_IsFoundInTheTableItself(string name, string target, string other, string otherTarget, string code)
    {
        var table = Aliases((name, target), (other, otherTarget));

        Assert.Contains(code, table.All.Select(alias => alias.FindProblem(table)?.Code));
        Assert.True(new ModelAliasesValidator().Validate(null, table).Failed);
    }

    [Fact]
    public void Read_TakesAnEmptyTargetForNone() => Assert.Empty(Aliases(("a", " "), ("b", "")).All);

    [Theory]
    [InlineData(OnOtherModel.Follow, null, Small)]
    [InlineData(OnOtherModel.Follow, "gpt-4o", Small)]
    [InlineData(OnOtherModel.Follow, "SMALL.gguf", Small)]
    [InlineData(OnOtherModel.Follow, "big-q4", Big)]
    [InlineData(OnOtherModel.Run, "big-q4", Small)]
    [InlineData(OnOtherModel.Run, "nothing", Small)]
    [InlineData(OnOtherModel.Run, "old", Small)]
    public void Line_RunsOnTheModelThatItNames_UnlessItsBatchsIsToRunAll(OnOtherModel onOther, string? name, string path)
    {
        var models = new LineModels(Table(("gpt-4o", "small"), ("old", "deleted")), Small, onOther);

        Assert.Equal((path, 0), (models.Take(name), models.Refused));
    }

    [Theory]
    [InlineData("nothing", "model_not_found")]
    [InlineData("old", "alias_target_missing")]
    public void Line_IsRefused_WhenItsNameMeansNoModel(string name, string code)
    {
        var models = new LineModels(Table(("old", "deleted")), Small, OnOtherModel.Follow);

        Assert.Equal(code, Assert.Throws<RequestRefusedException>(() => models.Take(name)).Code);
        Assert.Equal(1, models.Refused);
    }

    [Fact]
    public void Lines_AreCountedByName_TheMostFrequentFirst()
    {
        var models = new LineModels(Table(("gpt-4o", "small")), Small, OnOtherModel.Run);

        foreach (var name in new[] { "x", "gpt-4o", "small", null, "big-q4", "gpt-4o", "small.gguf" })
            models.Take(name);

        Assert.Equal([new("gpt-4o", 2, "small"), new("big-q4", 1, "Big-Q4"), new("x", 1, null)], models.Listed());
        Assert.Equal(3, models.TotalNames);
    }

    [Fact]
    public void Lines_AreBounded_WhateverTheyName()
    {
        var models = new LineModels(Table(), Small, OnOtherModel.Run);

        for (var number = 0; number < 5_000; number++)
            models.Take($"name-{number}");

        Assert.Equal((20, 1_000), (models.Listed().Count, models.TotalNames));
    }

    private static NameTable Table(params (string Name, string Target)[] aliases) => new([Big, Small], Aliases(aliases));

    private static ModelAliases Aliases(params (string Name, string Target)[] aliases)
    {
        var table = new ModelAliases();
        table.Read(new ConfigurationBuilder().AddInMemoryCollection(
            aliases.Select(alias => KeyValuePair.Create($"Models:Aliases:{alias.Name}", (string?)alias.Target))).Build());
        return table;
    }
}
