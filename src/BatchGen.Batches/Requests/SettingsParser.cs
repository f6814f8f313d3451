using System.Text.Json;
using BatchGen.Inference.Sampling;

namespace BatchGen.Batches.Requests;

/// <summary>Reads the fields that every form of request shares.</summary>
internal static class SettingsParser
{
    public static string KnownFields { get; } = string.Join(", ",
    [
        "model", "max_tokens", "max_completion_tokens", .. SamplingChoice.All.Select(choice => choice.Parameter.Name),
        "seed", "stop", "n", "response_format", "user", "metadata", "store",
    ]);

    private const int MaxTokensLimit = 10_000_000;
    private const int MaxStops = 16;

    /// <summary>The request with the field read into it; null when the field is none of these.</summary>
    public static ItemRequest? Apply(ItemRequest request, JsonField field) => field.Name switch
    {
        "model" => request with { Model = field.Text() },
        "max_tokens" or "max_completion_tokens" => request with { MaxTokens = field.Whole(1, MaxTokensLimit) },
        _ when SamplingChoice.Find(field.Name) is { } choice => choice.Write(request, Number(field, choice.Parameter)),
        "response_format" => request with { ResponseFormat = ResponseFormatParser.Parse(field) },
        "seed" => request with { Seed = field.Seed() },
        "stop" => request with { Stop = ParseStop(field) },
        "n" => field.Whole(1, 1) == 1 ? request : null,

        // For OpenAI's own books; nothing here depends on them.
        "user" or "metadata" or "store" or "safety_identifier" or "prompt_cache_key" or "prompt_cache_retention" => request,
        "service_tier" => field.Text() is "auto" or "default" or "flex" ? request : throw field.OutOfRange("must be \"auto\", \"default\" or \"flex\""),
        _ when UnsupportedFields.IsOne(field.Name) => UnsupportedFields.AsksForNothing(field) ? request : throw field.Unsupported(),
        _ => null,
    };

    /// <summary>Where the least value means that it is off, other programs write -1 for the same.</summary>
    private static double Number(JsonField field, SamplingParameter parameter)
    {
        if (parameter.LeastMeans is not null && field.Is(-1))
            return parameter.Least;
        return parameter.IsWhole ? field.Whole((int)parameter.Least, (int)parameter.Most) : field.Number(parameter.Least, parameter.Most);
    }

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

/// <summary>OpenAI's fields that this server knows and cannot honour, or not at every endpoint: refused by name, never ignored.</summary>
internal static class UnsupportedFields
{
    private static readonly HashSet<string> Names =
    [
        "logprobs", "top_logprobs", "logit_bias", "tools", "tool_choice", "parallel_tool_calls", "functions", "function_call", "modalities",
        "audio", "prediction", "reasoning_effort", "verbosity", "web_search_options", "best_of", "echo", "suffix",
    ];

    public static bool IsOne(string name) => Names.Contains(name);

    /// <summary>Clients send some of them with the value that means "off".</summary>
    public static bool AsksForNothing(JsonField field) => field.Name switch
    {
        "logprobs" or "echo" => field.Value.ValueKind == JsonValueKind.False,
        "top_logprobs" => field.Is(0),
        "best_of" => field.Is(1),
        "tools" or "functions" => field.IsEmptyArray,
        "logit_bias" => field.Value.ValueKind == JsonValueKind.Object && !field.Members().Any(),
        "reasoning_effort" or "tool_choice" or "function_call" => field.Value.ValueKind == JsonValueKind.String && field.Text() == "none",
        "modalities" => IsTextAlone(field.Value),
        _ => false,
    };

    private static bool IsTextAlone(JsonElement modalities) => modalities.ValueKind == JsonValueKind.Array
        && modalities.GetArrayLength() == 1 && modalities[0].ValueKind == JsonValueKind.String && modalities[0].GetString() == "text";
}
