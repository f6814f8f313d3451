using BatchGen.Inference.Chat;
using BatchGen.Inference.Grammars;
using BatchGen.Inference.Tests.Grammars.Machine;
using BatchGen.Inference.Tools;

namespace BatchGen.Inference.Tests.Tools;

public sealed class ToolOfferTests
{
    private static readonly ToolDefinition Weather = new("weather", "Says the weather.", """{ "type": "object", "properties": { "location": { "type": "string" } } }""", IsStrict: false);
    private static readonly ToolDefinition Note = new("note", null, null, IsStrict: false);

    [Fact]
    public void AddTo_TellsEveryFunction_InTheSystemTurn()
    {
        var messages = new ToolOffer([Weather, Note], ToolChoice.Auto, true).AddTo([new("system", "Be short."), new("user", "Hi")]);

        Assert.Equal(["system", "user"], messages.Select(message => message.Role));
        Assert.StartsWith("Be short.\n\n", messages[0].Content, StringComparison.Ordinal);
        Assert.EndsWith(
            "## Function 1\n\n### Name\nweather\n\n### Description\nSays the weather.\n\n### Parameters\n```json\n{\"type\":\"object\",\"properties\":{\"location\":{\"type\":\"string\"}}}\n```\n\n## Function 2\n\n### Name\nnote\n\n### Parameters\n```json\n{}\n```\n",
            messages[0].Content,
            StringComparison.Ordinal);
    }

    [Fact]
    public void AddTo_OpensASystemTurn_WhenThereIsNone()
    {
        var messages = new ToolOffer([Note], ToolChoice.Auto, true).AddTo([new("user", "Hi")]);

        Assert.Equal(["system", "user"], messages.Select(message => message.Role));
        Assert.Contains("### Name\nnote", messages[0].Content, StringComparison.Ordinal);
    }

    [Fact]
    public void AddTo_SaysWhatIsAllowed_WhenOneCallOfOneFunctionIs()
    {
        var block = new ToolOffer([Weather, Note], new ToolChoice(ToolChoiceKind.Named, "note"), false).AddTo([new("user", "Hi")])[0].Content;

        Assert.Contains("one call", block, StringComparison.Ordinal);
        Assert.Contains("Call note", block, StringComparison.Ordinal);
    }

    [Fact]
    public void ToGrammar_LeavesTheModelFree_WhenTheChoiceIsItsOwn() => Assert.Null(new ToolOffer([Weather], ToolChoice.Auto, true).ToGrammar());

    [Fact]
    public void ToGrammar_KnowsTheNamedFunctionOnly_WhenOneIsNamed()
    {
        var grammar = new ToolOffer([Weather, Note], new ToolChoice(ToolChoiceKind.Named, "note"), true).ToGrammar()!;

        Assert.Contains("note", grammar, StringComparison.Ordinal);
        Assert.DoesNotContain("weather", grammar, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"type":"object","properties":{"a":{"$ref":"#/$defs/x"}},"$defs":{"x":{"enum":["one","two"]}}}""")]
    [InlineData("{}")]
    [InlineData("""{"description":"anything"}""")]
    [InlineData("""{"type":"object","properties":{},"additionalProperties":false}""")]
    [InlineData(null)]
    public void ToGrammar_PassesTheCheck_ForSeveralFunctionsAtOnce(string? parameters)
    {
        var offer = new ToolOffer(
            [new("a", null, parameters, IsStrict: false), new("b", null, parameters, IsStrict: false), Weather],
            new ToolChoice(ToolChoiceKind.Required),
            AllowsSeveralCalls: true);

        GbnfCheck.Require(offer.ToGrammar()!);
    }

    [Theory]
    [InlineData("""{"type":"object","properties":{"a":{"type":"string","pattern":"\\bx"}}}""", "pattern")]
    [InlineData("""{"type":"object","properties":{"a":{"type":"string","minimun":1}}}""", "minimun")]
    [InlineData("""{"type":"string"}""", "type")]
    public void ToGrammar_NamesTheFunctionAndTheKeyword_ThatItCannotHold(string parameters, string keyword)
    {
        var offer = new ToolOffer(
            [Weather, new("culprit", null, parameters, IsStrict: false)], new ToolChoice(ToolChoiceKind.Required), AllowsSeveralCalls: true);

        var refusal = Assert.Throws<SchemaException>(() => offer.ToGrammar());

        Assert.Equal(keyword, refusal.Keyword);
        Assert.Contains("\"culprit\"", refusal.Message, StringComparison.Ordinal);
        Assert.Contains($"'{keyword}'", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"type":"object","properties":{"x":{"type":"integer","minimum":1}},"required":["x"],"additionalProperties":false}""", """{"x": 1}""", """{"x": 0}""")]
    [InlineData("""{"properties":{"a":{"enum":["p","q"]}},"required":["a"]}""", """{"a": "p"}""", """{"a": "r"}""")]
    [InlineData("""{"anyOf":[{"type":"object","properties":{"a":{"const":1}},"required":["a"]},{"type":"string"}]}""", """{"a": 1}""", "\"text\"")]
    [InlineData("""{"$ref":"#/definitions/A","definitions":{"A":{"type":"object","properties":{"n":{"type":"null"}},"required":["n"]}}}""", """{"n": null}""", "{}")]
    public void ToGrammar_HoldsTheArguments_ToWhatTheSchemaAllowsOfObjects(string parameters, string allowed, string forbidden)
    {
        var machine = new GrammarMachine(
            new ToolOffer([new("f", null, parameters, IsStrict: true)], new ToolChoice(ToolChoiceKind.Required), AllowsSeveralCalls: false).ToGrammar()!);

        Assert.True(machine.Accepts($"```json\n{{\"name\": \"f\", \"arguments\": {allowed}}}\n```"));
        Assert.False(machine.Accepts($"```json\n{{\"name\": \"f\", \"arguments\": {forbidden}}}\n```"));
    }
}
