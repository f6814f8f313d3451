using System.Text.Json;
using BatchGen.Inference.Tools;

namespace BatchGen.Batches.Submission;

/// <summary>Reads OpenAI's "tool_choice": a word, or the function that must be called.</summary>
internal static class ToolChoiceParser
{
    private const string Rule = "must be \"none\", \"auto\", \"required\" or {\"type\":\"function\",\"function\":{\"name\":…}}";

    public static ToolChoice Parse(JsonField field)
    {
        if (field.Value.ValueKind == JsonValueKind.Object)
            return Named(field);
        return field.Text() switch
        {
            "none" => new ToolChoice(ToolChoiceKind.None),
            "auto" => ToolChoice.Auto,
            "required" => new ToolChoice(ToolChoiceKind.Required),
            _ => throw field.OutOfRange(Rule),
        };
    }

    private static ToolChoice Named(JsonField field)
    {
        string? type = null;
        string? name = null;
        foreach (var property in field.Value.EnumerateObject())
        {
            var child = field.Child(property);
            switch (property.Name)
            {
                case "type":
                    type = child.Text();
                    break;
                case "function":
                    name = NameOf(child);
                    break;
                default:
                    throw child.Unsupported();
            }
        }

        return type == "function" && name is not null ? new ToolChoice(ToolChoiceKind.Named, name) : throw field.OutOfRange(Rule);
    }

    private static string NameOf(JsonField field)
    {
        field.RequireObject();
        return field.Value.TryGetProperty("name", out var name) ? new JsonField(field.PathOf("name"), name).Text() : throw field.OutOfRange("has no 'name'");
    }
}
