using BatchGen.Code.Tasks;
using CsCheck;

namespace BatchGen.Code.Tests.Tasks;

public sealed class TemplateMatrixTests
{
    [Fact]
    public void Expand_GivesEveryTemplateWithEveryInput()
    {
        var matrix = new TemplateMatrix(
            [Template("short", "Sum up {{file}}"), Template("long", "Explain {{file}}")],
            [Input("a.cs", "A"), Input("b.cs", "B")]);

        Assert.Equal(4, matrix.Count);
        Assert.Equal(
            ["short/a.cs: Sum up A", "short/b.cs: Sum up B", "long/a.cs: Explain A", "long/b.cs: Explain B"],
            matrix.Expand().Select(item => $"{item.CustomId}: {item.Prompt}"));
    }

    [Fact]
    public void Expand_KeepsTheInputsId_WhenThereIsOneTemplate() =>
        Assert.Equal("a.cs", Assert.Single(new TemplateMatrix([Template("only", "{{file}}")], [Input("a.cs", "A")]).Expand()).CustomId);

    [Fact]
    public void Expand_GivesAsManyDistinctItemsAsCounted() =>
        Gen.Select(Gen.Int[1, 8], Gen.Int[1, 8]).Sample((templates, inputs) =>
        {
            var matrix = new TemplateMatrix(
                [.. Enumerable.Range(0, templates).Select(n => Template($"t{n}", "{{file}}"))],
                [.. Enumerable.Range(0, inputs).Select(n => Input($"f/{n}", "x"))]);
            return matrix.Count == templates * inputs && matrix.Expand().Select(item => item.CustomId).Distinct().Count() == templates * inputs;
        });

    [Fact]
    public void New_FindsEveryMistake_BeforeAnythingIsExpanded()
    {
        Assert.Equal("matrix_empty", Refusal([], [Input("a", "A")]).Code);
        Assert.Equal("matrix_empty", Refusal([Template("t", "")], []).Code);
        Assert.Equal("matrix_duplicate", Refusal([Template("t", ""), Template("t", "x")], [Input("a", "A")]).Code);
        Assert.Equal("matrix_duplicate", Refusal([Template("t", "")], [Input("a", "A"), Input("a", "B")]).Code);
        Assert.Equal("matrix_template_name", Refusal([Template("a/b", "")], [Input("a", "A")]).Code);

        var unknown = Refusal([Template("t", "{{path}}")], [Input("a", "A")]);
        Assert.Equal("template_variable_unknown", unknown.Code);
        Assert.StartsWith("Template \"t\" with input \"a\": Line 1, column 1", unknown.Message, StringComparison.Ordinal);
    }

    private static TaskException Refusal(NamedTemplate[] templates, MatrixInput[] inputs) =>
        Assert.Throws<TaskException>(() => new TemplateMatrix(templates, inputs));

    private static NamedTemplate Template(string name, string text) => new(name, PromptTemplate.Parse(text));

    private static MatrixInput Input(string id, string text) => new(id, TemplateValues.Of(text));
}
