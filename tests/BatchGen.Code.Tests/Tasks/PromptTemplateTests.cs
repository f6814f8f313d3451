using BatchGen.Code.Tasks;
using CsCheck;

namespace BatchGen.Code.Tests.Tasks;

public sealed class PromptTemplateTests
{
    private static readonly TemplateValues Values = TemplateValues.Of("FILE").WithDefault("path", "a.cs").WithDefault("my column", "{{path}}");

    [Theory]
    [InlineData("", "")]
    [InlineData("no variables { } }}", "no variables { } }}")]
    [InlineData("{{file}}", "FILE")]
    [InlineData("<{{ File }}|{{PATH}}>", "<FILE|a.cs>")]
    [InlineData("{{my column}}", "{{path}}")]
    [InlineData("{{{file}}}", "{FILE}")]
    [InlineData("{{{{file}}}}", "{{FILE}}")]
    [InlineData("\\{{file}}", "{{file}}")]
    [InlineData("\\{{{file}}}", "{{{file}}}")]
    [InlineData("\\\\{{file}}", "\\FILE")]
    [InlineData("\\\\\\{{file}}", "\\{{file}}")]
    [InlineData("a\\b \\{ c", "a\\b \\{ c")]
    [InlineData("{{file}}{{file}}", "FILEFILE")]
    public void Expand_FillsVariables(string template, string expected) => Assert.Equal(expected, PromptTemplate.Parse(template).Expand(Values));

    [Theory]
    [InlineData("a {{file", "template_variable_unclosed", "Line 1, column 3")]
    [InlineData("one\ntwo {{", "template_variable_unclosed", "Line 2, column 5")]
    [InlineData("{{}}", "template_variable_name", "Line 1, column 1")]
    [InlineData("style={{color: {x}}}", "template_variable_name", "Line 1, column 7")]
    [InlineData("{{a\nb}}", "template_variable_name", "Line 1, column 1")]
    public void Parse_SaysWhere_WhenAVariableIsMalformed(string template, string code, string where)
    {
        var refusal = Assert.Throws<TaskException>(() => PromptTemplate.Parse(template));

        Assert.Equal(code, refusal.Code);
        Assert.StartsWith(where, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Expand_NamesTheVariableItsPlaceAndTheKnownOnes_WhenItIsUnknown()
    {
        var template = PromptTemplate.Parse("{{file}}\n  {{fiel}}");

        var refusal = Assert.Throws<TaskException>(() => template.Expand(Values));
        var early = Assert.Throws<TaskException>(() => template.ThrowIfUnknown(Values.Names));

        Assert.Equal("template_variable_unknown", refusal.Code);
        Assert.Equal("Line 2, column 3: the template uses {{fiel}}, which the input does not have. Known: file, path, my column.", refusal.Message);
        Assert.Equal(refusal.Message, early.Message);
    }

    [Fact]
    public void Expand_InsertsValuesAsTheyAre_WhateverTheyHold() =>
        Gen.Select(Gen.String, Gen.String).Sample((first, second) =>
            PromptTemplate.Parse("<{{file}}|{{path}}>").Expand(TemplateValues.Of(first).WithDefault("path", second)) == $"<{first}|{second}>");

    [Fact]
    public void Parse_GivesBackEscapedText_WhateverItHolds() =>
        Gen.OneOf(Gen.OneOf("{{", "}}", "{", "\\", "file", "{{file}}"), Gen.String).Array[0, 12].Select(string.Concat).Sample(text =>
            PromptTemplate.Parse(Escape(text)).Expand(Values) == text);

    [Fact]
    public void Parse_EndsInATemplateOrARefusal_WhateverTheText() =>
        Gen.OneOf("{{", "}}", "{", "}", "\\", "file", "\n", " ", "x").Array[0, 14].Select(string.Concat).Sample(text =>
        {
            try
            {
                _ = PromptTemplate.Parse(text);
            }
            catch (TaskException refusal)
            {
                Assert.StartsWith("Line ", refusal.Message, StringComparison.Ordinal);
            }
        });

    /// <summary>Doubles the backslashes before each run of braces and adds one.</summary>
    private static string Escape(string text) =>
        System.Text.RegularExpressions.Regex.Replace(text, @"(\\*)(\{{2,})", @"$1$1\$2");
}
