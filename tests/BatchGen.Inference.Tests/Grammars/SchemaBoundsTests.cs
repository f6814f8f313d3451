using System.Text.Json;
using BatchGen.Inference.Grammars;
using BatchGen.Inference.Grammars.Languages;
using BatchGen.Inference.Grammars.Schemas;

namespace BatchGen.Inference.Tests.Grammars;

/// <summary>
/// Schemas that are made to be too much: each becomes a grammar or is refused with a sentence. The work is counted, so these
/// tests end wherever they run, or not at all.
/// </summary>
public sealed class SchemaBoundsTests
{
    /// <summary>A "~" stands for the number of the copy, a "^" for the next one.</summary>
    public static TheoryData<string, bool> Schemas => new()
    {
        { Nested(30, """{"type":"array","items":@}"""), true },
        { Nested(5, """{"type":"object","properties":{"a":@,"b":@}}"""), true },
        { Filled("""{"allOf":[@]}""", 16, """{"anyOf":[{"properties":{"a~":{"type":"string"}}},{"properties":{"b~":{"type":"string"}}}]}"""), false },
        { Filled("""{"allOf":[@]}""", 300, """{"minLength":~}"""), false },
        { Filled("""{"enum":[@]}""", 5_000, "\"value ~\""), true },
        { $$"""{"enum":[{{string.Join(',', Enumerable.Range(1, 20_000).Select(length => $"\"{new string('a', length % 5_000)}{length}\""))}}]}""", false },
        { Filled("""{"type":"array","uniqueItems":true,"minItems":100,"items":{"enum":[@]}}""", 400, "~"), false },
        { Filled("""{"type":"object","minProperties":400,"properties":{@}}""", 900, "\"p~\":{}"), false },
        { Filled("""{"$defs":{@,"d1500":{"type":"null"}},"$ref":"#/$defs/d0"}""", 1_500, "\"d~\":{\"$ref\":\"#/$defs/d^\"}"), false },
        { Filled("""{"oneOf":[@]}""", 150, """{"type":"object","properties":{"k":{"const":"k~"}},"required":["k"]}"""), true },
        { """{"type":"string","pattern":"^(a|aa){1,500}$"}""", false },
        { """{"type":"string","pattern":".*a.{14}$"}""", false },
        { """{"type":"string","pattern":"((a{1,90}){1,90}){1,90}"}""", false },
        { """{"type":"string","pattern":"^[a-z]+$","minLength":5000}""", false },
        { """{"type":"string","minLength":400000,"maxLength":500000}""", true },
        { """{"type":"integer","minimum":-1e300,"maximum":1e300,"multipleOf":1999}""", false },
        { """{"type":"array","items":{"type":"integer"},"minItems":100000}""", true },
    };

    [Theory]
    [MemberData(nameof(Schemas))]
    public void Convert_ComesToAGrammarOrARefusal_WhateverTheSchema(string schema, bool isHeld)
    {
        var read = JsonElement.Parse(schema);

        if (isHeld)
            GbnfCheck.Require(JsonSchemaGrammar.Convert(read));
        else
            Assert.NotEmpty(Assert.Throws<SchemaException>(() => JsonSchemaGrammar.Convert(read)).Keyword);
    }

    /// <summary>Counted in the steps of the loops that could grow faster than the schema.</summary>
    [Theory]
    [InlineData("""{"enum":[@]}""", "\"value ~\"")]
    [InlineData("""{"enum":[@]}""", "{\"a\":[~]}")]
    [InlineData("""{"type":"integer","enum":[@]}""", "~")]
    [InlineData("""{"type":"object","properties":{"a":{"enum":[@]}},"required":["a"]}""", "\"value ~\"")]
    [InlineData("""{"allOf":[{"enum":[@]},{"type":"string","minLength":7}]}""", "\"value ~\"")]
    [InlineData("""{"type":"object","properties":{@}}""", "\"p~\":{\"type\":\"string\"}")]
    [InlineData("""{"anyOf":[@]}""", "{\"const\":~}")]
    public void Convert_TakesTwiceTheWork_ForTwiceTheSchema(string around, string one)
    {
        long WorkOf(int count)
        {
            var budget = new WorkBudget(int.MaxValue);
            SchemaCompiler.Compile(JsonElement.Parse(Filled(around, count, one)), "r", isObject: false, budget);
            return budget.Spent;
        }

        var work = WorkOf(400);
        Assert.InRange(WorkOf(800), work, (work * 22 / 10) + 100);
    }

    private static string Filled(string around, int count, string one) => around.Replace(
        "@",
        string.Join(
            ',', Enumerable.Range(0, count).Select(i => one.Replace("~", $"{i}", StringComparison.Ordinal).Replace("^", $"{i + 1}", StringComparison.Ordinal))),
        StringComparison.Ordinal);

    private static string Nested(int depth, string around) =>
        Enumerable.Range(0, depth).Aggregate("{}", (inner, _) => around.Replace("@", inner, StringComparison.Ordinal));
}
