using System.Text.Json;
using BatchGen.Batches.Live;
using BatchGen.Batches.Models;
using BatchGen.Batches.Quotas;
using BatchGen.Batches.Requests;
using BatchGen.Batches.Tracing;
using BatchGen.Engine.Client;
using BatchGen.Web.Access;
using BatchGen.Web.Wire;
using Microsoft.Extensions.Options;

namespace BatchGen.Web.OpenAi;

/// <summary>Answers somebody who waits: reads what they ask, sees that they may, and sends what the engine says.</summary>
internal sealed class LiveAnswers(
    ModelNames models,
    LiveCompletions live,
    LiveMeter meter,
    QuotaDesk quotas,
    IOptionsMonitor<LiveOptions> options,
    TimeProvider time,
    ILogger<LiveAnswers> logger)
{
    private const long MaxBodyBytes = 8_000_000;

    public async Task<IResult> AnswerAsync(HttpContext http, Func<JsonElement, RequestBody> parse, IAnswerWording wording)
    {
        var request = await ParseAsync(http, parse);
        var model = await models.RequireAsync(request.Request.Model, http.RequestAborted);
        var modelPath = model.Path;
        using var ids = logger.BeginScope(LogIds.OfLive(modelPath, http.TraceIdentifier));
        var submitter = http.Caller().AsSubmitter;
        await quotas.RequireAsync(submitter, QuotaDemand.OneAnswer, http.RequestAborted);
        using var places = new LivePlaces(live, modelPath, request.Requests.Count);
        var answer = new LiveAnswer(wording, model.AnswerName, http.TraceIdentifier, time.GetUtcNow(), request) { ModelUsed = model.UsedName };
        List<IAsyncEnumerable<GenerationEvent>> choices = [.. places.All.Zip(request.Requests, (place, one) =>
            meter.CountAsync(submitter, modelPath, live.GenerateAsync(place, one, http.RequestAborted), http.RequestAborted))];
        if (!request.Streams)
            return OpenAiJson.Ok(await answer.WholeAsync(choices, http.RequestAborted));
        var writer = new EventWriter(http.Response, options.CurrentValue.KeepAliveInterval, time);
        await new AnswerStream(writer, answer, request.IncludesUsage, logger).SendAsync(choices, http.RequestAborted);
        return Results.Empty;
    }

    /// <summary>Apart, so that a long prompt's JSON is gone before the answer begins.</summary>
    private static async Task<RequestBody> ParseAsync(HttpContext http, Func<JsonElement, RequestBody> parse)
    {
        using var body = await JsonBody.ReadAsync(http, MaxBodyBytes);
        return parse(body.RootElement);
    }
}

/// <summary>As many places in a model's queue as an answer has choices: all of them or none.</summary>
internal sealed class LivePlaces : IDisposable
{
    private readonly List<LivePlace> _places = [];

    /// <exception cref="LiveUnavailableException">The queue has no room for all.</exception>
    public LivePlaces(LiveCompletions live, string modelPath, int count)
    {
        try
        {
            while (_places.Count < count)
                _places.Add(live.Enter(modelPath));
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public IReadOnlyList<LivePlace> All => _places;

    public void Dispose() => _places.ForEach(place => place.Dispose());
}
