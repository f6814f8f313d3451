using System.Text.Json;
using BatchGen.Inference.Grammars;
using BatchGen.Inference.Tests.Grammars.Machine;

namespace BatchGen.Inference.Tests.Grammars;

/// <summary>
/// What grammars of schemas write and take, judged by a validator that knows nothing of them (JsonSchema.Net, formats
/// included). The schemas are what Pydantic, Zod, OpenAI's strict mode and the tools of agents write.
/// </summary>
public sealed class SchemaAnswersTests
{
    private const int AnswersOfEach = 40;

    public static TheoryData<string> Cases => new(All().Select(one => one.Name));

    private static IEnumerable<SchemaCase> All() => ((string[])["pydantic.jsonl", "zod.jsonl", "tools.jsonl", "keywords.jsonl"]).SelectMany(SchemaCase.Read);

    [Fact]
    public void Cases_AreAtLeast300()
    {
        Assert.True(All().Count() >= 300, $"There are {All().Count()}.");
        Assert.Equal(All().Count(), All().Select(one => one.Name).Distinct().Count());
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Answers_AreValid_WhateverTheGrammarWrites(string name)
    {
        SchemaCase one = All().Single(one => one.Name == name);
        var machine = new GrammarMachine(JsonSchemaGrammar.Convert(one.Schema));
        var isValid = one.Validator();
        var random = new Random(20_260_517);

        for (var i = 0; i < AnswersOfEach; i++)
        {
            var answer = machine.Write(random, patience: 20 * (i % 10));
            Assert.True(isValid(JsonElement.Parse(answer)), answer);
            Assert.True(SchemaCheck.Allows(one.Schema, JsonElement.Parse(answer)), $"The product's own check refuses {answer}");
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Grammar_TakesValidValuesAndNoOthers(string name)
    {
        SchemaCase one = All().Single(one => one.Name == name);
        var machine = new GrammarMachine(JsonSchemaGrammar.Convert(one.Schema));
        var isValid = one.Validator();

        Assert.All(one.Valid, value => Assert.True(isValid(value), $"The validator refuses {value}"));
        Assert.All(one.Valid, value => Assert.True(machine.Accepts(value.GetRawText()), $"The grammar refuses {value}"));
        Assert.All(one.Valid, value => Assert.True(SchemaCheck.Allows(one.Schema, value), $"The check refuses {value}"));
        Assert.All(one.Invalid, value => Assert.False(isValid(value), $"The validator takes {value}"));
        Assert.All(one.Invalid, value => Assert.False(machine.Accepts(value.GetRawText()), $"The grammar takes {value}"));
        Assert.All(one.Invalid, value => Assert.False(SchemaCheck.Allows(one.Schema, value), $"The check takes {value}"));
    }
}
