using System.Text.Json.Serialization;
using BatchGen.Code.Tasks;
using BatchGen.Inference.Chat;
using BatchGen.Inference.Sampling;
using BatchGen.Inference.Tools;

namespace BatchGen.Batches.Requests;

/// <summary>
/// What one item asks, in the form it is stored in: only what its line said, so that null means "as the batch's settings say".
/// Exactly one of <see cref="Messages"/>, <see cref="Prompt"/> and <see cref="Material"/> is set.
/// </summary>
public sealed record ItemRequest
{
    /// <summary>A conversation for the model's chat template.</summary>
    public IReadOnlyList<ChatMessage>? Messages { get; init; }

    /// <summary>Plain text to continue (/v1/completions); no template, no system prompt.</summary>
    public string? Prompt { get; init; }

    /// <summary>What the task works on.</summary>
    public TaskMaterial? Material { get; init; }

    /// <summary>The field that its length comes of.</summary>
    [JsonIgnore]
    public string TextField => Material is not null ? "code" : Prompt is null ? "messages" : "prompt";

    /// <summary>The item's own task; null takes the batch's.</summary>
    public TaskSetting? Task { get; init; }

    /// <summary>The name of the batch's template that makes its prompt; null without.</summary>
    public string? Template { get; init; }

    /// <summary>The model name the line gave; the batch's own model runs it.</summary>
    public string? Model { get; init; }

    public int? MaxTokens { get; init; }

    public float? Temperature { get; init; }

    public float? TopP { get; init; }

    public int? TopK { get; init; }

    public float? MinP { get; init; }

    public float? RepetitionPenalty { get; init; }

    public float? FrequencyPenalty { get; init; }

    public float? PresencePenalty { get; init; }

    public ulong? Seed { get; init; }

    public IReadOnlyList<string>? Stop { get; init; }

    /// <summary>What the answer must be made of; null leaves it to the model.</summary>
    public ResponseFormat? ResponseFormat { get; init; }

    /// <summary>True tells how likely each token of the answer was; null or false does not.</summary>
    public bool? Logprobs { get; init; }

    /// <summary>How many of the likeliest tokens are told beside each; null is none.</summary>
    public int? TopLogprobs { get; init; }

    /// <summary>Functions that the model may call; null for none, never empty.</summary>
    public IReadOnlyList<ToolDefinition>? Tools { get; init; }

    /// <summary>Null leaves it to the model.</summary>
    public ToolChoice? ToolChoice { get; init; }

    /// <summary>False ends the answer with its first call; null allows several.</summary>
    public bool? ParallelToolCalls { get; init; }
}

/// <summary>Where a request keeps what it says of a sampling parameter.</summary>
internal sealed record SamplingChoice(SamplingParameter Parameter, Func<ItemRequest, double?> Read, Func<ItemRequest, double, ItemRequest> Write)
{
    public static IReadOnlyList<SamplingChoice> All { get; } =
    [
        new(SamplingParameter.Temperature, request => request.Temperature, (request, value) => request with { Temperature = (float)value }),
        new(SamplingParameter.TopP, request => request.TopP, (request, value) => request with { TopP = (float)value }),
        new(SamplingParameter.TopK, request => request.TopK, (request, value) => request with { TopK = (int)value }),
        new(SamplingParameter.MinP, request => request.MinP, (request, value) => request with { MinP = (float)value }),
        new(SamplingParameter.RepetitionPenalty, request => request.RepetitionPenalty, (request, value) => request with { RepetitionPenalty = (float)value }),
        new(SamplingParameter.FrequencyPenalty, request => request.FrequencyPenalty, (request, value) => request with { FrequencyPenalty = (float)value }),
        new(SamplingParameter.PresencePenalty, request => request.PresencePenalty, (request, value) => request with { PresencePenalty = (float)value }),
    ];

    /// <summary>By the parameter's name; null when it is none that a request may say.</summary>
    public static SamplingChoice? Find(string name) => All.FirstOrDefault(choice => choice.Parameter.Name == name);

    /// <summary>The defaults with the request's own word put over them.</summary>
    public static SamplingSettings Apply(ItemRequest request, SamplingSettings defaults) => All.Aggregate(
        defaults with { Seed = request.Seed ?? defaults.Seed },
        (settings, choice) => choice.Read(request) is { } value ? choice.Parameter.Write(settings, value) : settings);
}
