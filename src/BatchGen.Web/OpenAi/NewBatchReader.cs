using System.Text.Json;
using BatchGen.Batches.Orders;
using BatchGen.Batches.Requests;
using BatchGen.Batches.Webhooks;
using BatchGen.Web.Wire;

namespace BatchGen.Web.OpenAi;

/// <summary>Reads the body of <c>POST /v1/batches</c>.</summary>
internal static class NewBatchReader
{
    private const string KnownFields = "input_file_id, endpoint, completion_window, metadata, output_expires_after, webhook";

    /// <exception cref="RequestRefusedException">The first thing wrong with it.</exception>
    public static NewOrder Read(JsonElement body)
    {
        if (body.ValueKind != JsonValueKind.Object)
            throw new RequestRefusedException(ProblemCodes.InvalidJson, "The body is JSON but not an object. Send one {…}.");
        RequireKnown(body, "", KnownFields);

        return new NewOrder(
            RequiredText(body, "input_file_id"),
            Endpoint(body),
            CompletionWindow(body),
            BatchMetadata.Read(body),
            OutputExpiry(body),
            Webhook(body));
    }

    /// <summary>Null says nothing, whoever's field it is.</summary>
    private static void RequireKnown(JsonElement body, string prefix, string known)
    {
        foreach (var member in body.EnumerateObject())
        {
            if (member.Value.ValueKind == JsonValueKind.Null || known.Split(", ").Contains(member.Name))
                continue;
            var path = prefix + Shown.Of(member.Name);
            throw new RequestRefusedException(ProblemCodes.UnknownField, $"'{path}' is not a field this server knows. Known here: {known}.", path);
        }
    }

    private static string Endpoint(JsonElement body)
    {
        const string Name = "endpoint";
        var text = RequiredText(body, Name);
        return EndpointUrl.Find(text) ?? throw new RequestRefusedException(
            ProblemCodes.ValueOutOfRange, $"'{Name}' must be \"{EndpointUrl.Chat}\" or \"{EndpointUrl.Completions}\"; it is \"{Shown.Of(text)}\".", Name);
    }

    private static string CompletionWindow(JsonElement body)
    {
        const string Name = "completion_window";
        return RequiredText(body, Name) is "24h" and var window
            ? window
            : throw new RequestRefusedException(ProblemCodes.ValueOutOfRange, $"'{Name}' must be \"24h\"; it is \"{Shown.Of(RequiredText(body, Name))}\".", Name);
    }

    private static TimeSpan? OutputExpiry(JsonElement body)
    {
        const string Name = "output_expires_after";
        if (!TryObject(body, Name, out var rule))
            return null;
        RequireKnown(rule, $"{Name}.", "anchor, seconds");
        var anchor = rule.TryGetProperty("anchor", out var text) && text.ValueKind == JsonValueKind.String ? text.GetString() : null;
        var seconds = rule.TryGetProperty("seconds", out var number) && number.ValueKind == JsonValueKind.Number ? number.GetRawText() : null;
        return ExpiryRule.Read(anchor, seconds, Name);
    }

    private static WebhookTarget? Webhook(JsonElement body)
    {
        if (!TryObject(body, "webhook", out var webhook))
            return null;
        RequireKnown(webhook, "webhook.", "url, secret");
        return WebhookRules.Require(RequiredText(webhook, "url", "webhook."), RequiredText(webhook, "secret", "webhook."));
    }

    private static bool TryObject(JsonElement body, string name, out JsonElement value)
    {
        if (!body.TryGetProperty(name, out value) || value.ValueKind == JsonValueKind.Null)
            return false;
        return value.ValueKind == JsonValueKind.Object
            ? true
            : throw new RequestRefusedException(ProblemCodes.InvalidType, $"'{name}' must be an object.", name);
    }

    private static string RequiredText(JsonElement body, string name, string prefix = "")
    {
        if (!body.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null)
            throw new RequestRefusedException(ProblemCodes.MissingField, $"'{prefix}{name}' is missing.", prefix + name);
        if (value.ValueKind != JsonValueKind.String)
            throw new RequestRefusedException(ProblemCodes.InvalidType, $"'{prefix}{name}' must be a string.", prefix + name);
        return JsonText.Of(value, prefix + name);
    }
}
