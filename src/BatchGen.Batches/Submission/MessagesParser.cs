using System.Text;
using BatchGen.Inference.Chat;

namespace BatchGen.Batches.Submission;

/// <summary>Reads OpenAI's "messages".</summary>
internal static class MessagesParser
{
    private const string KnownFields = "role, content, name";

    public static IReadOnlyList<ChatMessage> Parse(JsonField field)
    {
        var count = field.RequireArray();
        var messages = new List<ChatMessage>(count);
        for (var i = 0; i < count; i++)
            messages.Add(ParseMessage(field.At(i)));

        if (!messages.Any(message => message.Role != "system" && !string.IsNullOrWhiteSpace(message.Content)))
            throw new BadLineException(ProblemCodes.EmptyPrompt, $"'{field.Path}' holds no text from a user. Give at least one message with content.", field.Path);
        return messages;
    }

    private static ChatMessage ParseMessage(JsonField field)
    {
        field.RequireObject();
        string? role = null;
        string? content = null;
        foreach (var property in field.Value.EnumerateObject())
        {
            var child = field.Child(property);
            switch (property.Name)
            {
                case "role":
                    role = ParseRole(child);
                    break;
                case "content":
                    content = ParseContent(child);
                    break;
                case "name":
                    // Chat templates have no place for it; clients send it all the same.
                    _ = child.IsNull ? null : child.Text();
                    break;
                default:
                    throw child.Unknown(KnownFields);
            }
        }

        return new ChatMessage(role ?? throw Missing(field, "role"), content ?? throw Missing(field, "content"));
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
        if (field.Value.ValueKind != System.Text.Json.JsonValueKind.Array)
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
