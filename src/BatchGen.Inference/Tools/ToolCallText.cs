using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace BatchGen.Inference.Tools;

/// <summary>
/// A call as CodeGeeX4 writes it: an object with name and arguments in a ```json block of its own (the model's
/// function_call_demo, which finds the blocks of parallel calls one by one).
/// </summary>
public static class ToolCallText
{
    public const string Opening = "```json";
    public const string Closing = "```";

    private static readonly JsonSerializerOptions Indentation = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>What an assistant's earlier turn said, calls included, as the model said it.</summary>
    public static string Turn(string content, IEnumerable<ToolCall> calls) =>
        string.Join('\n', [.. content.Length == 0 ? [] : new[] { content }, .. calls.Select(Block)]);

    /// <summary>Begins the object of a call; its arguments and a brace follow.</summary>
    public static string Head(string name) => $"{{\"name\": {JsonSerializer.Serialize(name, Plain)}, \"arguments\": ";

    internal static string Indented(ToolCall call)
    {
        var written = new JsonObject { ["name"] = call.Name, ["arguments"] = JsonNode.Parse(call.ArgumentsJson) };
        return $"{Opening}\n{written.ToJsonString(Indentation)}\n{Closing}";
    }

    private static string Block(ToolCall call) => $"{Opening}\n{Head(call.Name)}{call.ArgumentsJson}}}\n{Closing}";
}
