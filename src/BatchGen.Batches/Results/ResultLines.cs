using System.Globalization;
using System.Text.Json;
using BatchGen.Batches.Data;
using BatchGen.Batches.Models;
using BatchGen.Batches.Requests;
using BatchGen.Inference.Scheduling;

namespace BatchGen.Batches.Results;

/// <summary>Writes one item as a line of OpenAI's batch output format. Every id comes from the row's, so that a file written again is the same file.</summary>
/// <param name="models">Paths of the batch's models by their index; empty where it has one.</param>
internal sealed class ResultLines(Batch batch, IReadOnlyList<string> models)
{
    private static readonly HashSet<string> FaultsOfTheServer = ["engine_crash_quarantined", "engine_step_failed", "engine_lost"];

    private readonly IReadOnlyList<string> _models = models.Count > 0 ? models : [batch.ModelPath];
    private readonly Dictionary<(int Model, string? Asked), AnswerBodies> _bodies = [];
    private readonly bool _isChat = batch.Endpoint != EndpointUrl.Completions;

    /// <param name="asked">The model that the item's request names; null when it names none.</param>
    public byte[] Success(BatchItem item, string? asked) => _isChat
        ? JsonSerializer.SerializeToUtf8Bytes(Line(item, ChatBody(item, item.Result!, BodiesFor(item.ModelIndex, asked))), ResultJson.Lines.ChatLine)
        : JsonSerializer.SerializeToUtf8Bytes(Line(item, TextBody(item, item.Result!, BodiesFor(item.ModelIndex, asked))), ResultJson.Lines.TextLine);

    public static byte[] Error(BatchItem item) => JsonSerializer.SerializeToUtf8Bytes(
        item.State == ItemState.Cancelled ? Cancelled(item) : Failed(item), ResultJson.Lines.ErrorLine);

    private static ResultLine<TBody> Line<TBody>(BatchItem item, TBody body) =>
        new(Id(item), item.CustomId, new LineResponse<TBody>(200, RequestId(item), body), Error: null);

    /// <summary>A model's own name, however it is spelt, is answered as its file spells it; any other as it was asked for.</summary>
    private AnswerBodies BodiesFor(int model, string? asked)
    {
        var path = _models[model];
        var other = asked is null || ModelName.IsOf(path, asked) ? null : asked;
        if (!_bodies.TryGetValue((model, other), out var bodies))
            _bodies[(model, other)] = bodies = other is null ? new AnswerBodies(ModelName.Of(path)) : new AnswerBodies(other, ModelName.Of(path));
        return bodies;
    }

    private static ChatCompletionBody ChatBody(BatchItem item, ItemResult result, AnswerBodies bodies) => bodies.Chat(
        $"chatcmpl-{item.Id}",
        Created(item),
        ResultOf(item, result),
        result.CallsJson is { } calls ? StoredJson.ReadCalls(calls) : null,
        result.LogprobsJson is { } logprobs ? StoredJson.ReadLogprobs(logprobs) : null,
        item.Id.ToString(CultureInfo.InvariantCulture));

    private static TextCompletionBody TextBody(BatchItem item, ItemResult result, AnswerBodies bodies) =>
        bodies.Text($"cmpl-{item.Id}", Created(item), [ResultOf(item, result)]);

    private static SequenceResult ResultOf(BatchItem item, ItemResult result) => new(
        result.Text,
        FinishReasons.Read(item.FinishReason),
        item.PromptTokens,
        result.CachedTokens,
        item.CompletionTokens,
        new SequenceTimings(
            TimeSpan.FromMilliseconds(result.QueuedMs), TimeSpan.FromMilliseconds(result.PrefillMs), TimeSpan.FromMilliseconds(result.DecodeMs)));

    private static ResultLine<ErrorBody> Cancelled(BatchItem item) =>
        new(Id(item), item.CustomId, Response: null, new LineError(item.ErrorCode!, EndCodes.MessageOf(item.ErrorCode!)));

    private static ResultLine<ErrorBody> Failed(BatchItem item)
    {
        var isOurs = item.ErrorCode is not null && FaultsOfTheServer.Contains(item.ErrorCode);
        var details = new ErrorDetails(item.ErrorMessage?.ToString() ?? "", isOurs ? "server_error" : "invalid_request_error", item.ErrorField, item.ErrorCode);
        return new(Id(item), item.CustomId, new LineResponse<ErrorBody>(isOurs ? 500 : 400, RequestId(item), new ErrorBody(details)), Error: null);
    }

    private static string Id(BatchItem item) => $"batch_req_{item.Id}";

    private static string RequestId(BatchItem item) => $"req_{item.Id}";

    private static long Created(BatchItem item) => item.FinishedAt?.ToUnixTimeSeconds() ?? 0;
}
