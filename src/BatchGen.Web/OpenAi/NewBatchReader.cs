using System.Text.Json;
using BatchGen.Batches.Orders;
using BatchGen.Batches.Requests;
using BatchGen.Batches.Webhooks;
using BatchGen.Web.Wire;

namespace BatchGen.Web.OpenAi;

/// <summary>Reads the body of <c>POST /v1/batches</c>.</summary>
internal static class NewBatchReader
{
    // OpenAI's limits of the caller's own pairs.
    private const int MaxPairs = 16;
    private const int MaxKeyLength = 64;
    private const int MaxValueLength = 512;

    /// <exception cref="RequestRefusedException">The first thing wrong with it.</exception>
    public static NewOrder Read(JsonElement body)
    {
        var fields = BodyFields.Of(body, "input_file_id", "endpoint", "completion_window", "metadata", "output_expires_after", "webhook", "notify", "model");
        return new NewOrder(
            fields.RequiredText("input_file_id"),
            Endpoint(fields),
            CompletionWindow(fields),
            Metadata(fields),
            OutputExpiry(fields),
            Webhook(fields))
        {
            ModelName = fields.Text("model"),
            Notify = fields.Object("notify", NotifyField.Known) is { } notify ? NotifyField.Read(notify) : null,
        };
    }

    private static string Endpoint(BodyFields fields)
    {
        const string Name = "endpoint";
        var text = fields.RequiredText(Name);
        return EndpointUrl.Find(text) ?? throw new RequestRefusedException(
            ProblemCodes.ValueOutOfRange, $"'{Name}' must be \"{EndpointUrl.Chat}\" or \"{EndpointUrl.Completions}\"; it is \"{Shown.Of(text)}\".", Name);
    }

    private static string CompletionWindow(BodyFields fields)
    {
        const string Name = "completion_window";
        var window = fields.RequiredText(Name);
        return window is "24h"
            ? window
            : throw new RequestRefusedException(ProblemCodes.ValueOutOfRange, $"'{Name}' must be \"24h\"; it is \"{Shown.Of(window)}\".", Name);
    }

    private static IReadOnlyDictionary<string, string>? Metadata(BodyFields fields)
    {
        const string Name = "metadata";
        var pairs = fields.Pairs(Name);
        return pairs is null || (pairs.Count <= MaxPairs && pairs.All(Fits))
            ? pairs
            : throw new RequestRefusedException(
                ProblemCodes.ValueOutOfRange,
                $"'{Name}' may hold {MaxPairs} pairs of keys of 1 to {MaxKeyLength} and values of at most {MaxValueLength} characters.",
                Name);
    }

    private static bool Fits(KeyValuePair<string, string> pair) => pair.Key.Length is > 0 and <= MaxKeyLength && pair.Value.Length <= MaxValueLength;

    private static TimeSpan? OutputExpiry(BodyFields fields)
    {
        const string Name = "output_expires_after";
        if (fields.Object(Name, "anchor", "seconds") is not { } rule)
            return null;
        var anchor = rule.Find("anchor") is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;
        var seconds = rule.Find("seconds") is { ValueKind: JsonValueKind.Number } number ? number.GetRawText() : null;
        return ExpiryRule.Read(anchor, seconds, Name);
    }

    private static WebhookTarget? Webhook(BodyFields fields) => fields.Object("webhook", "url", "secret") is { } webhook
        ? WebhookRules.Require(webhook.RequiredText("url"), webhook.RequiredText("secret"))
        : null;
}
