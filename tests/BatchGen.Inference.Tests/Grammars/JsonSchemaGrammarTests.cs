using System.Text.Json;
using BatchGen.Inference.Grammars;

namespace BatchGen.Inference.Tests.Grammars;

public sealed class JsonSchemaGrammarTests
{
    [Theory]
    [InlineData("{}")]
    [InlineData("""{"type":"object","properties":{"a":{"type":"string"},"b":{"type":["integer","null"]}},"required":["a"],"additionalProperties":false}""")]
    [InlineData("""{"type":"object","properties":{"a":true,"b":{},"c":{"const":{"x":[1,"\"\\\n"]}}}}""")]
    [InlineData("""{"type":"array","items":{"enum":["a",1,null]},"minItems":2,"maxItems":5}""")]
    [InlineData("""{"type":"object","additionalProperties":{"type":"number"}}""")]
    [InlineData("""{"anyOf":[{"type":"string","minLength":1,"maxLength":3},{"type":"boolean"}]}""")]
    [InlineData("""{"$ref":"#/$defs/node","$defs":{"node":{"type":"object","properties":{"next":{"anyOf":[{"$ref":"#/$defs/node"},{"type":"null"}]}},"required":["next"]}}}""")]
    [InlineData("""{"type":"object","properties":{"weird \"name\\":{"type":"string"},"中文":{"type":"null"}},"required":["weird \"name\\"]}""")]
    public void Convert_GivesAGrammarThatPassesTheCheck_ForWhatIsSupported(string schema) => GbnfCheck.Require(Convert(schema));

    [Theory]
    [InlineData("""{"type":"string","pattern":"a+"}""", "pattern")]
    [InlineData("""{"type":"string","format":"date"}""", "format")]
    [InlineData("""{"type":"integer","minimum":3}""", "minimum")]
    [InlineData("""{"oneOf":[{}]}""", "oneOf")]
    [InlineData("""{"allOf":[{}]}""", "allOf")]
    [InlineData("""{"not":{}}""", "not")]
    [InlineData("""{"type":"array","uniqueItems":true}""", "uniqueItems")]
    [InlineData("""{"type":"object","properties":{"a":{"type":"array","prefixItems":[]}}}""", "prefixItems")]
    [InlineData("""{"anyOf":[{"type":"string"}],"minLength":2}""", "minLength")]
    [InlineData("""{"type":"object","properties":{"a":{}},"required":["b"]}""", "required")]
    [InlineData("""{"type":"strin"}""", "type")]
    [InlineData("""{"enum":["a"],"type":"integer"}""", "enum")]
    [InlineData("""{"$ref":"https://example.com/schema"}""", "$ref")]
    [InlineData("""{"$ref":"#/nowhere"}""", "$ref")]
    [InlineData("""{"$ref":"#"}""", "$ref")]
    [InlineData("""{"type":"array","minItems":3,"maxItems":2}""", "maxItems")]
    [InlineData("""{"type":"string","minLength":-1}""", "minLength")]
    public void Convert_NamesTheKeyword_ThatItCannotHonour(string schema, string keyword)
    {
        var refusal = Assert.Throws<SchemaException>(() => Convert(schema));

        Assert.Equal(keyword, refusal.Keyword);
        Assert.Contains($"'{keyword}'", refusal.Message.Replace("cannot become", "'$ref'", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void AnyObject_PassesTheCheck() => GbnfCheck.Require(JsonSchemaGrammar.AnyObject);

    private static string Convert(string schema)
    {
        using JsonDocument document = JsonDocument.Parse(schema);
        return JsonSchemaGrammar.Convert(document.RootElement);
    }
}
