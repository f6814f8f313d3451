using System.Text.Encodings.Web;
using System.Text.Json;
using BatchGen.Inference.Tools;

namespace BatchGen.Batches.Requests;

/// <summary>
/// Reads an answer that is sent back, whichever server gave it. Its words, a refusal's too, and its calls are the turn; thoughts are
/// not shown to a model again (as its makers have it), and names that only their server knows are passed over.
/// </summary>
internal static class AssistantTurn
{
    private const int MostCalls = 128;

    private static readonly JsonSerializerOptions Legible = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static ParsedMessage Parse(JsonField message) => new("assistant", TextOf(message), CallsOf(message), CallId: null, message.PathOf("tool_calls"));

    private static string TextOf(JsonField message)
    {
        var content = message.Find("content") is { } given ? MessagesParser.ContentOf(given, PartOf) : "";
        if (content.Length > 0)
            return content;
        return message.Find("refusal")?.Text() ?? SpokenOf(message) ?? "";
    }

    private static string PartOf(JsonField field)
    {
        field.RequireObject();
        var type = field.Find("type");
        return (type?.Text() ?? "text") switch
        {
            "text" or "output_text" => field.Required("text").Text(),
            "refusal" => field.Required("refusal").Text(),
            "thinking" or "redacted_thinking" or "reasoning" => "",
            _ => throw type!.Value.OutOfRange("must be \"text\", \"refusal\" or \"thinking\": this server reads text only"),
        };
    }

    /// <summary>What was said aloud, in words. Sound alone cannot be read.</summary>
    private static string? SpokenOf(JsonField message)
    {
        if (message.Find("audio") is not { } audio)
            return null;
        audio.RequireObject();
        return audio.Find("transcript")?.Text() ?? throw audio.Unsupported();
    }

    private static IReadOnlyList<MadeCall> CallsOf(JsonField message)
    {
        if (message.Find("function_call") is { } old)
            return [new MadeCall(old.Required("name").Text(), FunctionOf(old))];
        if (message.Find("tool_calls") is not { } field)
            return [];
        var count = field.RequireArray();
        if (count > MostCalls)
            throw new RequestRefusedException(ProblemCodes.ValueOutOfRange, $"'{field.Path}' has {count} calls; {MostCalls} are allowed.", field.Path);
        return [.. Enumerable.Range(0, count).Select(i => CallOf(field.At(i)))];
    }

    private static MadeCall CallOf(JsonField field)
    {
        var id = field.Required("id").Text();
        if (field.Find("type") is { } type && type.Text() != "function")
            throw type.OutOfRange("must be \"function\"");
        return new MadeCall(id, FunctionOf(field.Required("function")));
    }

    private static ToolCall FunctionOf(JsonField field) =>
        new(field.Required("name").Text(), field.Find("arguments") is { } arguments ? ArgumentsOf(arguments) : "{}");

    /// <summary>
    /// A text that holds a JSON object, or the object itself; some servers send an empty one for a call without arguments. What a
    /// model wrote that is no object comes back too, with the complaint about it: it stays the text that it is.
    /// </summary>
    private static string ArgumentsOf(JsonField field)
    {
        if (field.Value.ValueKind == JsonValueKind.Object)
            return field.Value.GetRawText();
        if (field.Value.ValueKind != JsonValueKind.String)
            throw field.WrongType("a text that holds a JSON object");
        var text = field.Text();
        if (string.IsNullOrWhiteSpace(text))
            return "{}";
        return IsObject(text) ? text : JsonSerializer.Serialize(text, Legible);
    }

    private static bool IsObject(string text)
    {
        try
        {
            using var arguments = JsonDocument.Parse(text);
            return arguments.RootElement.ValueKind == JsonValueKind.Object;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
