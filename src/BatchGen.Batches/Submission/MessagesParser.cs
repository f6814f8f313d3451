using System.Text;
using System.Text.Json;
using BatchGen.Inference.Chat;
using BatchGen.Inference.Tools;

namespace BatchGen.Batches.Submission;

/// <summary>Reads OpenAI's "messages".</summary>
internal static class MessagesParser
{
    private const string KnownFields = "role, content, name, tool_calls, tool_call_id";

    public static IReadOnlyList<ChatMessage> Parse(JsonField field)
    {
        var count = field.RequireArray();
        var parsed = new List<ParsedMessage>(count);
        for (var i = 0; i < count; i++)
            parsed.Add(ParseMessage(field.At(i)));

        var messages = ToolResults.InOrder(parsed);
        if (!messages.Any(message => message.Role != "system" && !string.IsNullOrWhiteSpace(message.Content)))
            throw new BadLineException(ProblemCodes.EmptyPrompt, $"'{field.Path}' holds no text from a user. Give at least one message with content.", field.Path);
        return messages;
    }

    private static ParsedMessage ParseMessage(JsonField field)
    {
        field.RequireObject();
        string? role = null;
        JsonField? content = null;
        IReadOnlyList<MadeCall> calls = [];
        string? callId = null;
        foreach (var property in field.Value.EnumerateObject())
        {
            var child = field.Child(property);
            switch (property.Name)
            {
                case "role":
                    role = ParseRole(child);
                    break;
                case "content":
                    content = child;
                    break;
                case "refusal" or "audio" or "function_call" or "annotations" or "tool_calls" or "tool_call_id" when IsNothing(child):
                    // Of an answer that is sent back as it came.
                    break;
                case "tool_calls":
                    calls = ToolCallsParser.Parse(child);
                    break;
                case "tool_call_id":
                    callId = child.Text();
                    break;
                case "name":
                    // Chat templates have no place for it; clients send it all the same.
                    _ = child.IsNull ? null : child.Text();
                    break;
                default:
                    throw child.Unknown(KnownFields);
            }
        }

        if (calls.Count > 0 && role != "assistant")
            throw new BadLineException(ProblemCodes.ValueOutOfRange, $"'{field.PathOf("tool_calls")}' may stand in a message of the assistant only.", field.PathOf("tool_calls"));
        if (callId is not null && role != "tool")
            throw new BadLineException(ProblemCodes.ValueOutOfRange, $"'{field.PathOf("tool_call_id")}' may stand in a message of the role \"tool\" only.", field.PathOf("tool_call_id"));
        return new ParsedMessage(field, role ?? throw Missing(field, "role"), ContentOf(field, content, calls), calls, callId);
    }

    private static bool IsNothing(JsonField field) => field.IsNull || (field.Value.ValueKind == JsonValueKind.Array && field.Value.GetArrayLength() == 0);

    /// <summary>A turn of calls needs no words.</summary>
    private static string ContentOf(JsonField message, JsonField? content, IReadOnlyList<MadeCall> calls)
    {
        if (content is { } given && !(given.IsNull && calls.Count > 0))
            return ParseContent(given);
        return calls.Count > 0 ? "" : throw Missing(message, "content");
    }

    private static string ParseRole(JsonField field) => field.Text() switch
    {
        "developer" => "system",
        var role and ("system" or "user" or "assistant" or "tool") => role,
        _ => throw field.OutOfRange("must be system, developer, user, assistant or tool"),
    };

    /// <summary>A string, or text parts, which are joined.</summary>
    private static string ParseContent(JsonField field)
    {
        if (field.Value.ValueKind != JsonValueKind.Array)
            return field.Text();

        var text = new StringBuilder();
        for (var i = 0; i < field.RequireArray(); i++)
            text.Append(ParsePart(field.At(i)));
        return text.ToString();
    }

    private static string ParsePart(JsonField field)
    {
        field.RequireObject();
        string? text = null;
        foreach (var property in field.Value.EnumerateObject())
        {
            var child = field.Child(property);
            switch (property.Name)
            {
                case "type" when child.Text() != "text":
                    throw child.OutOfRange("must be \"text\": this server reads text only");
                case "type":
                    break;
                case "text":
                    text = child.Text();
                    break;
                default:
                    throw child.Unknown("type, text");
            }
        }

        return text ?? throw Missing(field, "text");
    }

    private static BadLineException Missing(JsonField field, string name) => new(
        ProblemCodes.MissingField, $"'{field.Path}.{name}' is missing.", $"{field.Path}.{name}");
}

/// <summary>One of OpenAI's messages as it was read.</summary>
/// <param name="Calls">Of an assistant's turn; empty without.</param>
/// <param name="CallId">The call whose result it is; null for none.</param>
internal sealed record ParsedMessage(JsonField Field, string Role, string Content, IReadOnlyList<MadeCall> Calls, string? CallId)
{
    /// <summary>As the model sees it: calls in its own notation, within the turn that made them.</summary>
    public ChatMessage ToMessage() => new(Role, Calls.Count == 0 ? Content : ToolCallText.Turn(Content, Calls.Select(made => made.Call)));
}

/// <summary>A call of an earlier turn, whose result may follow under its id.</summary>
internal sealed record MadeCall(string Id, ToolCall Call);

/// <summary>
/// Brings the results of calls into the order of the calls: the model sees no ids, so that the order alone says which
/// result is whose.
/// </summary>
internal static class ToolResults
{
    public static IReadOnlyList<ChatMessage> InOrder(IReadOnlyList<ParsedMessage> messages)
    {
        var ordered = new List<ChatMessage>(messages.Count);
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < messages.Count;)
        {
            if (messages[i].Role != "tool")
            {
                Number(messages[i], places);
                ordered.Add(messages[i++].ToMessage());
                continue;
            }

            var results = messages.Skip(i).TakeWhile(message => message.Role == "tool").ToList();
            ordered.AddRange(results.OrderBy(result => PlaceOf(result, places)).Select(result => result.ToMessage()));
            i += results.Count;
        }

        return ordered;
    }

    private static void Number(ParsedMessage message, Dictionary<string, int> places)
    {
        foreach (var call in message.Calls)
        {
            if (!places.TryAdd(call.Id, places.Count))
                throw new BadLineException(ProblemCodes.ValueOutOfRange, $"'{message.Field.Path}.tool_calls' has the id {Shown.Of(call.Id)} twice, or an earlier message has it. Give each call an id of its own.", $"{message.Field.Path}.tool_calls");
        }
    }

    private static int PlaceOf(ParsedMessage result, Dictionary<string, int> places)
    {
        if (result.CallId is null)
            return int.MaxValue;
        return places.TryGetValue(result.CallId, out var place)
            ? place
            : throw new BadLineException(ProblemCodes.ValueOutOfRange, $"'{result.Field.Path}.tool_call_id' is {Shown.Of(result.CallId)}, and no earlier message has a call with this id.", $"{result.Field.Path}.tool_call_id");
    }
}
