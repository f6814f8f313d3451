using System.Text.Json;
using BatchGen.Batches.Orders;
using BatchGen.Batches.Submission;
using BatchGen.Batches.Webhooks;

namespace BatchGen.Web.OpenAi;

/// <summary>Reads the body of <c>POST /v1/batches</c>.</summary>
internal static class NewBatchReader
{
    private const string KnownFields = "input_file_id, endpoint, completion_window, metadata, output_expires_after, webhook";
    private static readonly string[] Endpoints = ["/v1/chat/completions", "/v1/completions"];

    /// <exception cref="RequestRefusedException">The first thing wrong with it.</exception>
    public static NewOrder Read(JsonElement body)
    {
        if (body.ValueKind != JsonValueKind.Object)
            throw new RequestRefusedException(ProblemCodes.InvalidJson, "The body is JSON but not an object. Send one {…}.");
        if (body.EnumerateObject().FirstOrDefault(property => !KnownFields.Split(", ").Contains(property.Name)) is { Value.ValueKind: not JsonValueKind.Undefined } unknown)
            throw new RequestRefusedException(ProblemCodes.UnknownField, $"'{Shown.Of(unknown.Name)}' is not a field this server knows. Known here: {KnownFields}.", Shown.Of(unknown.Name));

        return new NewOrder(
            RequiredText(body, "input_file_id"),
            OneOf(body, "endpoint", Endpoints),
            OneOf(body, "completion_window", ["24h"]),
            BatchMetadata.Read(body),
            OutputExpiry(body),
            Webhook(body));
    }

    private static string OneOf(JsonElement body, string name, IReadOnlyList<string> allowed)
    {
        var text = RequiredText(body, name);
        return allowed.Contains(text)
            ? text
            : throw new RequestRefusedException(ProblemCodes.ValueOutOfRange, $"'{name}' must be {string.Join(" or ", allowed.Select(value => $"\"{value}\""))}; it is \"{Shown.Of(text)}\".", name);
    }

    private static TimeSpan? OutputExpiry(JsonElement body)
    {
        const string Name = "output_expires_after";
        if (!TryObject(body, Name, out var rule))
            return null;
        var anchor = rule.TryGetProperty("anchor", out var text) && text.ValueKind == JsonValueKind.String ? text.GetString() : null;
        var seconds = rule.TryGetProperty("seconds", out var number) && number.ValueKind == JsonValueKind.Number ? number.GetRawText() : null;
        return ExpiryRule.Read(anchor, seconds, Name);
    }

    private static WebhookTarget? Webhook(JsonElement body) => TryObject(body, "webhook", out var webhook)
        ? WebhookRules.Require(RequiredText(webhook, "url", "webhook."), RequiredText(webhook, "secret", "webhook."))
        : null;

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
