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
    [InlineData("""{"type":"string","pattern":"\\bword\\b"}""", "pattern", @"""\b"" is not held")]
    [InlineData("""{"type":"string","pattern":"(a)\\1"}""", "pattern", @"""\1"" is not held")]
    [InlineData("""{"type":"string","pattern":"(?i)abc"}""", "pattern", @"(?i")]
    [InlineData("""{"type":"string","pattern":"a(?=b)c"}""", "pattern", @"only where the expression begins")]
    [InlineData("""{"type":"string","pattern":"(?<=a)b"}""", "pattern", @"(?<")]
    [InlineData("""{"type":"string","pattern":"a{1,99999}"}""", "pattern", @"up to 1000")]
    [InlineData("""{"type":"string","pattern":"[a"}""", "pattern", @"not closed")]
    [InlineData("""{"type":"string","pattern":7}""", "pattern", @"must be a string")]
    [InlineData("""{"type":"object","properties":{"a":{"type":"string","format":"regex"}}}""", "format", @"at #/properties/a")]
    [InlineData("""{"type":"integer","minimum":"3"}""", "minimum", @"must be a number")]
    [InlineData("""{"type":"integer","minimum":5,"maximum":3}""", "maximum", @"less than minimum")]
    [InlineData("""{"type":"integer","exclusiveMinimum":1,"exclusiveMaximum":2}""", "exclusiveMinimum", @"allows no value")]
    [InlineData("""{"type":"number","multipleOf":0}""", "multipleOf", @"above 0")]
    [InlineData("""{"type":"integer","multipleOf":7919}""", "multipleOf", @"up to 2000")]
    [InlineData("""{"oneOf":[{"type":"integer"},{"type":"number"}]}""", "oneOf", @"against two of it, 0 and 1")]
    [InlineData("""{"oneOf":[{"type":"string","format":"date"},{"type":"string","format":"uuid"}]}""", "oneOf", @"against two")]
    [InlineData("""{"oneOf":[{"type":"object","properties":{"a":{}}},{"type":"object","properties":{"b":{}}}]}""", "oneOf", @"against two")]
    [InlineData("""{"allOf":[{"type":"string"},{"type":"integer"}]}""", "type", @"allows no value")]
    [InlineData("""{"not":{"properties":{"a":{"type":"string"}}}}""", "not", @"only one of")]
    [InlineData("""{"if":{},"then":{}}""", "if", @"not supported")]
    [InlineData("""{"type":"array","contains":{"type":"string"}}""", "contains", @"not supported")]
    [InlineData("""{"type":"array","items":{"type":"string"},"uniqueItems":true}""", "uniqueItems", @"one at most")]
    [InlineData("""{"type":"object","additionalProperties":{"type":"string"},"minProperties":2}""", "minProperties", @"can be counted")]
    [InlineData("""{"allOf":[{"properties":{"a":{}}}],"unevaluatedProperties":false}""", "unevaluatedProperties", @"additionalProperties")]
    [InlineData("""{"type":"object","properties":{"a":{"type":"object","propertyOrdering":["x"]}}}""", "propertyOrdering", @"at #/properties/a")]
    [InlineData("""{"type":"array","items":{"anyOf":[{"type":"string"},{"minimun":1}]}}""", "minimun", @"at #/items/anyOf/1")]
    [InlineData("""{"type":"strin"}""", "type", @"must be of object")]
    [InlineData("""{"enum":["a"],"type":"integer"}""", "enum", @"allows no value")]
    [InlineData("""{"enum":[]}""", "enum", @"at least one")]
    [InlineData("""{"$ref":"https://example.com/schema"}""", "$ref", @"point into this schema")]
    [InlineData("""{"$ref":"#/nowhere"}""", "$ref", @"points to nothing")]
    [InlineData("""{"$ref":"#"}""", "$ref", @"at # ")]
    [InlineData("""{"properties":{"v":{"$ref":"#/$defs/a"}},"$defs":{"a":{"$ref":"#/$defs/b"},"b":{"allOf":[{"$ref":"#/$defs/a"}]}}}""", "$ref", @"in a circle")]
    [InlineData("""{"anyOf":[{"$ref":"#"},{"type":"string"}]}""", "$ref", @"in a circle")]
    [InlineData("""{"type":"object","properties":{"next":{"$ref":"#"}},"required":["next"]}""", "$ref", @"can never end")]
    [InlineData("""{"type":"array","minItems":3,"maxItems":2}""", "maxItems", @"less than minItems")]
    [InlineData("""{"type":"string","minLength":-1}""", "minLength", @"whole number")]
    [InlineData("""{"type":"string","minLength":1.5}""", "minLength", @"whole number")]
    [InlineData("""{"type":"array","items":7}""", "items", @"must be a schema")]
    [InlineData("""{"properties":[]}""", "properties", @"must be an object")]
    [InlineData("""{"required":"a"}""", "required", @"must list names")]
    public void Convert_SaysWhichKeywordAndWhere_WhenItCannotBeHeld(string schema, string keyword, string reason)
    {
        var refusal = Assert.Throws<SchemaException>(() => Convert(schema));

        Assert.Equal(keyword, refusal.Keyword);
        Assert.Contains($"'{keyword}'", refusal.Message, StringComparison.Ordinal);
        Assert.Contains(reason, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AnyObject_PassesTheCheck() => GbnfCheck.Require(JsonSchemaGrammar.AnyObject);

    private static string Convert(string schema)
    {
        using var document = JsonDocument.Parse(schema);
        return JsonSchemaGrammar.Convert(document.RootElement);
    }
}
