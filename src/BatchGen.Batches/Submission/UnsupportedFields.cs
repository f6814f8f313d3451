using System.Text.Json;

namespace BatchGen.Batches.Submission;

/// <summary>OpenAI's fields that this server knows and cannot honour, or not at every endpoint: refused by name, never ignored.</summary>
internal static class UnsupportedFields
{
    private static readonly HashSet<string> Names =
    [
        "logprobs", "top_logprobs", "logit_bias", "tools", "tool_choice", "parallel_tool_calls", "functions", "function_call", "modalities",
        "audio", "prediction", "reasoning_effort", "verbosity", "web_search_options", "best_of", "echo", "suffix", "stream_options",
    ];

    public static bool IsOne(string name) => Names.Contains(name);

    /// <summary>Clients send some of them with the value that means "off".</summary>
    public static bool AsksForNothing(JsonProperty property) => property.Name switch
    {
        "logprobs" or "echo" => property.Value.ValueKind == JsonValueKind.False,
        "top_logprobs" => property.Value.ValueKind == JsonValueKind.Number && property.Value.TryGetInt32(out var count) && count == 0,
        "best_of" => property.Value.ValueKind == JsonValueKind.Number && property.Value.TryGetInt32(out var count) && count == 1,
        "tools" or "functions" => property.Value.ValueKind == JsonValueKind.Array && property.Value.GetArrayLength() == 0,
        "logit_bias" => property.Value.ValueKind == JsonValueKind.Object && !property.Value.EnumerateObject().Any(),
        _ => false,
    };
}
