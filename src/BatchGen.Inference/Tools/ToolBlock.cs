using System.Globalization;
using System.Text;

namespace BatchGen.Inference.Tools;

/// <summary>
/// Tells the model which functions there are, as text of the system turn: one section a function with its name,
/// description and parameters. Where that form comes from is in docs/decisions/0006.
/// </summary>
internal static class ToolBlock
{
    public static string Of(ToolOffer offer)
    {
        var text = new StringBuilder();
        text.Append("Functions can be called for this request.\n\n# Note\n");
        text.Append("- Choose the functions that the request needs, and the arguments to call them with.\n");
        text.Append(
            CultureInfo.InvariantCulture,
            $"- Write a call as a JSON object with name and arguments, in a {ToolCallText.Opening} block of its own, and nothing beside it.\n");
        text.Append("- If no function helps, answer in words.\n");
        if (!offer.AllowsSeveralCalls)
            text.Append("- Make one call at most.\n");
        if (offer.Choice is { Kind: ToolChoiceKind.Named, Name: { } name })
            text.Append(CultureInfo.InvariantCulture, $"- Call {name} now.\n");
        text.Append("\n# Functions\n");
        for (var i = 0; i < offer.Tools.Count; i++)
            Append(text, i + 1, offer.Tools[i]);
        return text.ToString();
    }

    private static void Append(StringBuilder text, int number, ToolDefinition tool)
    {
        text.Append(CultureInfo.InvariantCulture, $"\n## Function {number}\n\n### Name\n{tool.Name}\n");
        if (tool.Description is { Length: > 0 } description)
            text.Append(CultureInfo.InvariantCulture, $"\n### Description\n{description}\n");
        text.Append(CultureInfo.InvariantCulture, $"\n### Parameters\n{ToolCallText.Opening}\n{SchemaText.Of(tool.ParametersJson ?? "{}")}\n{ToolCallText.Closing}\n");
    }
}
