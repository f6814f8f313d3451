using BatchGen.Batches.Data;
using BatchGen.Batches.Models;
using BatchGen.Batches.Requests;
using BatchGen.Code.Answers;
using BatchGen.Code.Joining;
using BatchGen.Code.Tasks;
using BatchGen.Inference.Chat;

namespace BatchGen.Batches.Queries;

/// <summary>One item with its prompt and answer.</summary>
/// <param name="Messages">
/// As the model gets them, the system prompt included; empty for a plain prompt and for a line that was no request. Of a chunked item: with its input
/// whole, as no part had it.
/// </param>
/// <param name="Prompt">A plain prompt (/v1/completions, infilling), else null.</param>
/// <param name="Text">The answer, calls of functions as indented JSON; null without one.</param>
/// <param name="Timings">Null without an answer.</param>
public sealed record ItemDetails(
    ItemSummary Summary,
    IReadOnlyList<ChatMessage> Messages,
    string? Prompt,
    string RequestJson,
    string? Text,
    int CachedTokens,
    ItemTimings? Timings)
{
    private static readonly Func<BatchItem, ItemSummary> Summarize = ItemSummary.Projection.Compile();

    /// <summary>The model that runs it, as clients name it.</summary>
    public string Model { get; init; } = "";

    /// <summary>The model that its line named, where that is another name; else null.</summary>
    public string? RequestedModel { get; init; }

    /// <summary>Its batch has other models too.</summary>
    public bool IsOfSeveralModels { get; init; }

    /// <summary>The item's task, its own or the batch's; null when its prompt went to the model as it is.</summary>
    public TaskSetting? Task { get; init; }

    /// <summary>What the task worked on: a file's text, for a diff with the answer; null without one.</summary>
    public string? SourceText { get; init; }

    /// <summary>The code of the answer, as exports write it; null when it has none.</summary>
    public string? Code { get; init; }

    /// <summary>What is wrong with the answer, a sentence each.</summary>
    public IReadOnlyList<QualityFlag> Quality { get; init; } = [];

    /// <summary>How a chunked item's answer was made; null for a whole one and before its end.</summary>
    public ChunkLineage? Lineage { get; init; }

    internal static ItemDetails Of(BatchItem item)
    {
        var request = item.RequestJson.Length == 0 ? new ItemRequest() : StoredJson.ReadRequest(item.RequestJson);
        var settings = StoredJson.ReadSettings(item.Batch!.SettingsJson);
        var path = item.Batch.Models.Find(model => model.Index == item.ModelIndex)?.Path ?? item.Batch.ModelPath;
        var prompt = request.ToPrompt(settings);
        var task = request.TaskIn(settings);
        return new ItemDetails(
            Summarize(item),
            prompt is ChatPrompt chat ? chat.Messages : [],
            prompt is SegmentPrompt plain ? string.Concat(plain.Segments.Select(segment => segment.Text)) : null,
            item.RequestJson,
            item.Result?.CallsJson is { } calls ? StoredJson.ReadCalls(calls).Readable : item.Result?.Text,
            item.Result?.CachedTokens ?? 0,
            item.Result is { } result ? new ItemTimings(result.QueuedMs, result.PrefillMs, result.DecodeMs) : null)
        {
            Model = ModelName.Of(path),
            RequestedModel = request.Model is { } asked && !ModelName.IsOf(path, asked) ? asked : null,
            IsOfSeveralModels = item.Batch.Models.Count > 1,
            Task = task,
            SourceText = task is null ? null : request.ToMaterial().Text,
            Code = item.Result is null ? null : TaskAnswer.For(request, settings).CodeOf(item.Result.Text, item.Result.LineageJson is not null)?.Code,
            Quality = item.Result?.FlagsJson is { } flags ? StoredJson.ReadFlags(flags) : [],
            Lineage = item.Result?.LineageJson is { } lineage ? StoredJson.ReadLineage(lineage) : null,
        };
    }
}

/// <summary>Milliseconds in the engine's queue, computing the prompt, and generating.</summary>
public sealed record ItemTimings(double QueuedMs, double PrefillMs, double DecodeMs);
