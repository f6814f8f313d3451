using System.Text.Json;
using BatchGen.Inference.Tools;

namespace BatchGen.Batches.Submission;

/// <summary>Reads the "tool_calls" of an assistant's earlier turn.</summary>
internal static class ToolCallsParser
{
    private const int MostCalls = 128;

    public static IReadOnlyList<MadeCall> Parse(JsonField field)
    {
        var count = field.RequireArray();
        if (count is 0 or > MostCalls)
            throw new BadLineException(ProblemCodes.ValueOutOfRange, $"'{field.Path}' has {count} calls; 1 to {MostCalls} are allowed.", field.Path);
        return [.. Enumerable.Range(0, count).Select(i => ParseCall(field.At(i)))];
    }

    private static MadeCall ParseCall(JsonField field)
    {
        field.RequireObject();
        string? id = null;
        ToolCall? call = null;
        foreach (var property in field.Value.EnumerateObject())
        {
            var child = field.Child(property);
            switch (property.Name)
            {
                case "id":
                    id = child.Text();
                    break;
                case "type" when child.Text() != "function":
                    throw child.OutOfRange("must be \"function\"");
                case "type":
                    break;
                case "function":
                    call = FunctionOf(child);
                    break;
                default:
                    throw child.Unknown("id, type, function");
            }
        }

        return new MadeCall(id ?? throw Missing(field, "id"), call ?? throw Missing(field, "function"));
    }

    private static ToolCall FunctionOf(JsonField field)
    {
        field.RequireObject();
        string? name = null;
        string? arguments = null;
        foreach (var property in field.Value.EnumerateObject())
        {
            var child = field.Child(property);
            switch (property.Name)
            {
                case "name":
                    name = child.Text();
                    break;
                case "arguments":
                    arguments = ArgumentsOf(child);
                    break;
                default:
                    throw child.Unknown("name, arguments");
            }
        }

        return new ToolCall(name ?? throw Missing(field, "name"), arguments ?? throw Missing(field, "arguments"));
    }

    /// <summary>A text that holds a JSON object; some clients send an empty one for a call without arguments.</summary>
    private static string ArgumentsOf(JsonField field)
    {
        var text = field.Text();
        if (string.IsNullOrWhiteSpace(text))
            return "{}";
        try
        {
            using var arguments = JsonDocument.Parse(text);
            if (arguments.RootElement.ValueKind == JsonValueKind.Object)
                return text;
        }
        catch (JsonException)
        {
            // Said below.
        }

        throw new BadLineException(ProblemCodes.InvalidJson, $"'{field.Path}' must be a text that holds a JSON object.", field.Path);
    }

    private static BadLineException Missing(JsonField field, string name) =>
        new(ProblemCodes.MissingField, $"'{field.PathOf(name)}' is missing.", field.PathOf(name));
}
