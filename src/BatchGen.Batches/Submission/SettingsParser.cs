using System.Text.Json;
using BatchGen.Inference.Sampling;

namespace BatchGen.Batches.Submission;

/// <summary>Reads the fields that every form of request shares.</summary>
internal static class SettingsParser
{
    public static string KnownFields { get; } = string.Join(", ",
    [
        "model", "max_tokens", "max_completion_tokens", .. SamplingChoice.All.Select(choice => choice.Parameter.Name),
        "seed", "stop", "n", "stream", "user", "metadata", "store",
    ]);

    private const int MaxTokensLimit = 10_000_000;
    private const int MaxStops = 16;

    /// <summary>The request with the field read into it; null when the field is none of these.</summary>
    public static ItemRequest? Apply(ItemRequest request, JsonProperty property, JsonField field) => property.Name switch
    {
        _ when field.IsNull && (IsKnown(property.Name) || UnsupportedFields.IsOne(property.Name)) => request,
        "model" => request with { Model = field.Text() },
        "max_tokens" or "max_completion_tokens" => request with { MaxTokens = field.Whole(1, MaxTokensLimit) },
        _ when SamplingChoice.Find(property.Name) is { } choice => choice.Write(request, Number(field, choice.Parameter)),
        "response_format" => request with { ResponseFormat = ResponseFormatParser.Parse(field) },
        "seed" => request with { Seed = field.Seed() },
        "stop" => request with { Stop = ParseStop(field) },
        "n" => field.Whole(1, 1) == 1 ? request : null,
        "stream" => field.Flag() ? throw field.OutOfRange("must be false in a batch") : request,

        // For OpenAI's own books; nothing here depends on them.
        "user" or "metadata" or "store" or "safety_identifier" or "prompt_cache_key" => request,
        "service_tier" => field.Text() is "auto" or "default" or "flex" ? request : throw field.OutOfRange("must be \"auto\", \"default\" or \"flex\""),
        _ when UnsupportedFields.IsOne(property.Name) => UnsupportedFields.AsksForNothing(property) ? request : throw field.Unsupported(),
        _ => null,
    };

    private static bool IsKnown(string name) => KnownFields.Split(", ").Contains(name);

    private static double Number(JsonField field, SamplingParameter parameter) =>
        parameter.IsWhole ? field.Whole((int)parameter.Least, (int)parameter.Most) : field.Number(parameter.Least, parameter.Most);

    private static string[] ParseStop(JsonField field)
    {
        if (field.Value.ValueKind == JsonValueKind.String)
            return [NotEmpty(field)];

        var count = field.RequireArray();
        if (count > MaxStops)
            throw field.OutOfRange($"may hold at most {MaxStops} texts");
        var stops = new string[count];
        for (var i = 0; i < count; i++)
            stops[i] = NotEmpty(field.At(i));
        return stops;
    }

    private static string NotEmpty(JsonField field) =>
        field.Text() is { Length: > 0 } text ? text : throw field.OutOfRange("must not be empty");
}
