using System.Text.Json;
using BatchGen.Inference.Chat;
using BatchGen.Inference.Tools;

namespace BatchGen.Batches.Requests;

/// <summary>
/// Reads OpenAI's "messages". What somebody asks is read strictly; what an assistant said comes back as some server gave it, and of
/// that only its words and calls are read.
/// </summary>
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
        if (!messages.Any(message => !string.IsNullOrWhiteSpace(message.Content)))
            throw new RequestRefusedException(ProblemCodes.EmptyPrompt, $"'{field.Path}' holds no text. Give at least one message with content.", field.Path);
        return messages;
    }

    private static ParsedMessage ParseMessage(JsonField field) => RoleOf(field) switch
    {
        "assistant" => AssistantTurn.Parse(field),
        "tool" => Asked(field, "tool", callId: field.Required("tool_call_id")),
        // The form that functions had before they were tools: a result names its function.
        "function" => Asked(field, "tool", callId: field.Required("name")),
        var role => Asked(field, role, callId: null),
    };

    private static string RoleOf(JsonField message)
    {
        var field = message.Required("role");
        return field.Text() switch
        {
            "developer" => "system",
            var role and ("system" or "user" or "assistant" or "tool" or "function") => role,
            _ => throw field.OutOfRange("must be system, developer, user, assistant or tool"),
        };
    }

    private static ParsedMessage Asked(JsonField field, string role, JsonField? callId)
    {
        foreach (var child in field.Members())
        {
            switch (child.Name)
            {
                case "role" or "content":
                case "tool_call_id" when role == "tool":
                case "tool_calls" or "annotations" when child.IsEmptyArray:
                    break;
                case "name":
                    // Chat templates have no place for it; clients send it all the same.
                    _ = child.Text();
                    break;
                case "tool_calls":
                    throw new RequestRefusedException(
                        ProblemCodes.ValueOutOfRange, $"'{child.Path}' may stand in a message of the assistant only.", child.Path);
                case "tool_call_id":
                    throw new RequestRefusedException(
                        ProblemCodes.ValueOutOfRange, $"'{child.Path}' may stand in a message of the role \"tool\" only.", child.Path);
                default:
                    throw child.Unknown(KnownFields);
            }
        }

        return new ParsedMessage(role, ContentOf(field.Required("content"), PartOf), [], callId, field.PathOf("tool_calls"));
    }

    /// <summary>A string, or text parts, which are joined.</summary>
    /// <param name="partOf">Reads the text of one part.</param>
    internal static string ContentOf(JsonField field, Func<JsonField, string> partOf) => field.Value.ValueKind == JsonValueKind.Array
        ? string.Concat(Enumerable.Range(0, field.RequireArray()).Select(part => partOf(field.At(part))))
        : field.Text();

    private static string PartOf(JsonField field)
    {
        field.RequireObject();
        if (field.Find("type") is { } type && type.Text() != "text")
            throw type.OutOfRange("must be \"text\": this server reads text only");
        field.RequireKnown("type, text");
        return field.Required("text").Text();
    }
}

/// <summary>One of OpenAI's messages as it was read.</summary>
/// <param name="Calls">Of an assistant's turn; empty without.</param>
/// <param name="CallId">Names the call whose result it is; null for no result.</param>
/// <param name="CallsPath">Where its calls stand, for messages.</param>
internal sealed record ParsedMessage(string Role, string Content, IReadOnlyList<MadeCall> Calls, JsonField? CallId, string CallsPath)
{
    /// <summary>As the model sees it: calls in its own notation, within the turn that made them.</summary>
    public ChatMessage ToMessage() => new(Role, Calls.Count == 0 ? Content : ToolCallText.Turn(Content, Calls.Select(made => made.Call)));
}

/// <summary>A call of an earlier turn, whose result may follow under its id.</summary>
/// <param name="Id">Empty as some servers send it: then results stand in the order of the calls.</param>
internal sealed record MadeCall(string Id, ToolCall Call);

/// <summary>
/// Brings the results of calls into the order of the calls: the model sees no ids, so that the order alone says which
/// result is whose. Ids count from one turn to the next only: a later turn may use them again.
/// </summary>
internal static class ToolResults
{
    public static IReadOnlyList<ChatMessage> InOrder(IReadOnlyList<ParsedMessage> messages)
    {
        var ordered = new List<ChatMessage>(messages.Count);
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        var calls = 0;
        for (var i = 0; i < messages.Count;)
        {
            if (messages[i].CallId is null)
            {
                calls = Number(messages[i], places, calls);
                ordered.Add(messages[i++].ToMessage());
                continue;
            }

            var results = messages.Skip(i).TakeWhile(message => message.CallId is not null).ToList();
            ordered.AddRange(results.OrderBy(result => PlaceOf(result.CallId!.Value, places)).Select(result => result.ToMessage()));
            i += results.Count;
        }

        return ordered;
    }

    private static int Number(ParsedMessage message, Dictionary<string, int> places, int calls)
    {
        var ids = new HashSet<string>(StringComparer.Ordinal);
        foreach (var call in message.Calls.Where(call => call.Id.Length > 0))
        {
            if (!ids.Add(call.Id))
                throw new RequestRefusedException(
                    ProblemCodes.ValueOutOfRange,
                    $"'{message.CallsPath}' has the id {Shown.Of(call.Id)} twice. Give each call of a turn an id of its own.",
                    message.CallsPath);
            places[call.Id] = calls++;
        }

        return calls;
    }

    private static int PlaceOf(JsonField callId, Dictionary<string, int> places)
    {
        if (callId.Text() is not { Length: > 0 } id)
            return int.MaxValue;
        return places.TryGetValue(id, out var place)
            ? place
            : throw new RequestRefusedException(
                ProblemCodes.ValueOutOfRange, $"'{callId.Path}' is {Shown.Of(id)}, and no earlier message has a call with this id.", callId.Path);
    }
}
