using System.Globalization;
using System.Text;
using System.Text.Json;
using BatchGen.Inference.Grammars;
using BatchGen.Inference.Sentences;

namespace BatchGen.Inference.Tools;

/// <summary>A grammar (GBNF) whose every text is calls of offered functions with arguments that their schemas allow.</summary>
public static class ToolGrammar
{
    /// <summary>Nobody asks for more at once, and a model that cannot stop is stopped.</summary>
    private const int MostCalls = 16;

    /// <exception cref="SchemaException">A function's parameters cannot be held to; the message says why.</exception>
    public static string Of(IReadOnlyList<ToolDefinition> tools, bool allowsSeveral)
    {
        ArgumentNullException.ThrowIfNull(tools);
        var calls = new StringBuilder();
        for (var i = 0; i < tools.Count; i++)
            AppendCall(calls, i, tools[i]);

        var more = allowsSeveral ? string.Create(CultureInfo.InvariantCulture, $" (\"\\n\" block){{0,{MostCalls - 1}}}") : "";
        var any = string.Join(" | ", Enumerable.Range(0, tools.Count).Select(NameOf));
        var grammar =
            $"{GbnfCheck.Root} ::= block{more}\n"
            + $"block ::= {GbnfLiteral.Of(ToolCallText.Opening + "\n")} ({any}) {GbnfLiteral.Of("\n" + ToolCallText.Closing)}\n"
            + calls + JsonGrammar.Rules;
        SchemaRules.Require(grammar, tools.Count == 1 ? InvariantText.Of($"The parameters of the function \"{tools[0].Name}\"") : InvariantText.Of(
            $"The parameters of the {tools.Count} functions together"));
        return grammar;
    }

    private static void AppendCall(StringBuilder calls, int index, ToolDefinition tool)
    {
        var arguments = ArgumentsOf(tool, NameOf(index) + "-r");
        calls.Append(
            CultureInfo.InvariantCulture,
            $"{NameOf(index)} ::= {GbnfLiteral.Of(ToolCallText.Head(tool.Name))} {arguments.Expression} \"}}\"\n{arguments.Rules}");
    }

    private static SchemaRules ArgumentsOf(ToolDefinition tool, string prefix)
    {
        if (tool.ParametersJson is null)
            return new SchemaRules("\"{}\"", "");
        using var parameters = JsonDocument.Parse(tool.ParametersJson);
        if (!parameters.RootElement.EnumerateObject().Any(keyword => !SchemaKeywords.IsAnnotation(keyword.Name)))
            return new SchemaRules(JsonGrammar.Object, "");
        try
        {
            return JsonSchemaGrammar.ObjectRulesOf(parameters.RootElement, prefix);
        }
        catch (SchemaException refusal)
        {
            throw refusal.Of(tool.Name);
        }
    }

    private static string NameOf(int index) => string.Create(CultureInfo.InvariantCulture, $"call-{index}");
}
