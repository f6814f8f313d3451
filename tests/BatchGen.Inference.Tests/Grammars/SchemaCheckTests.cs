using System.Text.Json;
using BatchGen.Inference.Grammars;

namespace BatchGen.Inference.Tests.Grammars;

public sealed class SchemaCheckTests
{
    private const string Node = """{"$ref":"#/$defs/node","$defs":{"node":{"type":"object","properties":{"next":{"anyOf":[{"$ref":"#/$defs/node"},{"type":"null"}]}},"required":["next"]}}}""";

    [Theory]
    [InlineData("true", "7", true)]
    [InlineData("{}", "[1,{}]", true)]
    [InlineData("""{"type":"integer"}""", "3", true)]
    [InlineData("""{"type":"integer"}""", "3.5", false)]
    [InlineData("""{"type":["string","null"]}""", "null", true)]
    [InlineData("""{"type":["string","null"]}""", "true", false)]
    [InlineData("""{"type":"string","minLength":2,"maxLength":3}""", "\"ab\"", true)]
    [InlineData("""{"type":"string","minLength":2,"maxLength":3}""", "\"a\"", false)]
    [InlineData("""{"type":"string","minLength":2,"maxLength":3}""", "\"𝔘𝔘𝔘\"", true)]
    [InlineData("""{"type":"array","items":{"type":"boolean"},"minItems":1,"maxItems":2}""", "[true]", true)]
    [InlineData("""{"type":"array","items":{"type":"boolean"},"minItems":1,"maxItems":2}""", "[]", false)]
    [InlineData("""{"type":"array","items":{"type":"boolean"},"minItems":1,"maxItems":2}""", "[true,1]", false)]
    [InlineData("""{"enum":["a",1,null]}""", "1", true)]
    [InlineData("""{"enum":["a",1,null]}""", "2", false)]
    [InlineData("""{"const":{"x":[1]}}""", """{"x":[1]}""", true)]
    [InlineData("""{"const":{"x":[1]}}""", """{"x":[2]}""", false)]
    [InlineData("""{"type":"object","properties":{"a":{"type":"string"}},"required":["a"]}""", """{"a":"x","b":1}""", true)]
    [InlineData("""{"type":"object","properties":{"a":{"type":"string"}},"required":["a"]}""", """{"b":1}""", false)]
    [InlineData("""{"type":"object","properties":{"a":{"type":"string"}},"additionalProperties":false}""", """{"b":1}""", false)]
    [InlineData("""{"type":"object","additionalProperties":{"type":"number"}}""", """{"b":1}""", true)]
    [InlineData("""{"type":"object","additionalProperties":{"type":"number"}}""", """{"b":"1"}""", false)]
    [InlineData(Node, """{"next":{"next":null}}""", true)]
    [InlineData(Node, """{"next":{"next":1}}""", false)]
    public void Allows_IsWhatTheSchemaSays(string schema, string value, bool isAllowed)
    {
        using var parsedSchema = JsonDocument.Parse(schema);
        using var parsedValue = JsonDocument.Parse(value);

        Assert.Equal(isAllowed, SchemaCheck.Allows(parsedSchema.RootElement, parsedValue.RootElement));
    }
}
