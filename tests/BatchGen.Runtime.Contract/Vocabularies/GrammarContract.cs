using System.Text.Json;
using BatchGen.Inference.Grammars;
using BatchGen.Inference.Runtime;

namespace BatchGen.Runtime.Contract.Vocabularies;

public abstract class GrammarContract(RuntimeUnderTest runtime)
{
    private IVocabulary Vocabulary => runtime.SharedModel.Vocabulary;

    [Fact]
    public void Allows_OnlyWhatContinuesTheAnswer()
    {
        using var grammar = Vocabulary.CreateGrammar("root ::= [ab] \"c\"");

        Assert.True(grammar.Allows(Token("a")));
        Assert.False(grammar.Allows(Token("c")));
        grammar.Accept(Token("b"));
        Assert.True(grammar.Allows(Token("c")));
        Assert.False(grammar.Allows(Token("a")));
    }

    [Fact]
    public void Allows_TheEnd_OnlyWhenTheAnswerIsComplete()
    {
        var end = Enumerable.Range(0, Vocabulary.Size).First(Vocabulary.IsEndOfGeneration);
        using var grammar = Vocabulary.CreateGrammar("root ::= \"a\"");

        Assert.False(grammar.Allows(end));
        grammar.Accept(Token("a"));
        Assert.True(grammar.Allows(end));
    }

    [Fact]
    public void Restrict_LeavesTheLogitsOfWhatIsAllowed()
    {
        using var grammar = Vocabulary.CreateGrammar("root ::= [ab] \"c\"");
        var logits = Enumerable.Range(0, Vocabulary.Size).Select(token => (float)token).ToArray();

        grammar.Restrict(logits);

        Assert.Equal(Token("a"), logits[Token("a")]);
        Assert.All(Enumerable.Range(0, Vocabulary.Size), token => Assert.Equal(!grammar.Allows(token), float.IsNegativeInfinity(logits[token])));
    }

    [Fact]
    public void Accept_Throws_InsteadOfEndingTheProcess()
    {
        using var grammar = Vocabulary.CreateGrammar("root ::= \"a\"");

        Assert.Throws<InvalidOperationException>(() => grammar.Accept(Token("b")));
    }

    [Fact]
    public void CreateGrammar_Throws_WhenLlamaCppCannotReadIt() =>
        Assert.Equal("grammar_refused", Assert.Throws<RuntimeException>(() => Vocabulary.CreateGrammar("root ::= \"a")).Code);

    [Fact]
    public void CreateGrammar_TakesWhatTheCheckLetsPass()
    {
        using var grammar = Vocabulary.CreateGrammar(JsonSchemaGrammar.AnyObject);

        Assert.True(grammar.Allows(Token("{")));
        Assert.False(grammar.Allows(Token("[")));
    }

    [Theory]
    [InlineData("""{"type":"object","properties":{"a \"name\\":{"type":"string","minLength":1,"maxLength":9},"中文":{"type":["number","null"]}},"required":["中文"]}""")]
    [InlineData("""{"type":"object","properties":{"kind":{"const":{"x":[1,"\"\\\n"]}},"tags":{"type":"array","items":{"enum":["a",1,null]},"minItems":2,"maxItems":5}}}""")]
    [InlineData("""{"$ref":"#/$defs/node","$defs":{"node":{"type":"object","properties":{"next":{"anyOf":[{"$ref":"#/$defs/node"},{"type":"null"}]}},"required":["next"]}}}""")]
    public void CreateGrammar_TakesWhatSchemasBecome(string schema)
    {
        using var document = JsonDocument.Parse(schema);
        using var grammar = Vocabulary.CreateGrammar(JsonSchemaGrammar.Convert(document.RootElement));

        Assert.True(grammar.Allows(Token("{")));
        Assert.False(grammar.Allows(Token("[")));
    }

    /// <summary>What Pydantic, Zod and agents write: llama.cpp reads every grammar of it, and takes the values that are valid to their end.</summary>
    [Theory]
    [InlineData("pydantic.jsonl")]
    [InlineData("zod.jsonl")]
    [InlineData("tools.jsonl")]
    [InlineData("keywords.jsonl")]
    public void CreateGrammar_TakesEveryday_SchemasAndTheirValues(string file)
    {
        using var reader = new StreamReader(typeof(GrammarContract).Assembly.GetManifestResourceStream(file)!);
        while (reader.ReadLine() is { } line)
        {
            var read = JsonElement.Parse(line);
            var text = JsonSchemaGrammar.Convert(read.GetProperty("schema"));
            using var grammar = Vocabulary.CreateGrammar(text);
            if (!read.TryGetProperty("valid", out var valid))
                continue;
            foreach (var value in valid.EnumerateArray())
                RequireTaken(text, value.GetRawText());
        }
    }

    private void RequireTaken(string text, string value)
    {
        using var grammar = Vocabulary.CreateGrammar(text);
        foreach (var token in Vocabulary.Tokenize(value, parseSpecial: false))
        {
            // Some vocabularies put a space before everything.
            if (Vocabulary.GetPiece(token).SequenceEqual(" "u8) && !value.StartsWith(' ') && !grammar.Allows(token))
                continue;
            grammar.Accept(token);
        }

        Assert.True(grammar.Allows(Enumerable.Range(0, Vocabulary.Size).First(Vocabulary.IsEndOfGeneration)), value);
    }

    private int Token(string text) => Assert.Single(Vocabulary.Tokenize(text, parseSpecial: false));
}
