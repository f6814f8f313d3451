using System.Text.Json;
using BatchGen.Batches.Live;
using BatchGen.Batches.Orders;
using BatchGen.Batches.Submission.Quotas;
using BatchGen.Web.Access;

namespace BatchGen.Web.OpenAi;

/// <summary>Answers somebody who waits: reads what they ask, sees that they may, and sends what the engine says.</summary>
internal sealed class LiveAnswers(KnownModelNames models, LiveCompletions live, LiveMeter meter, QuotaDesk quotas, TimeProvider time)
{
    private const long MaxBodyBytes = 8_000_000;

    public async Task<IResult> AnswerAsync(HttpContext http, Func<JsonElement, LiveRequest> parse, IAnswerWording wording)
    {
        var request = await ParseAsync(http, parse);
        var modelPath = await models.FindAsync(request.Request.Model, http.RequestAborted) ?? throw ModelEndpoints.Unknown(request.Request.Model ?? "(default)");
        var submitter = http.Caller().AsSubmitter;
        await quotas.RequireAsync(submitter, QuotaDemand.OneAnswer, http.RequestAborted);
        using var place = live.Enter(modelPath);
        var answer = new LiveAnswer(wording, Path.GetFileNameWithoutExtension(modelPath), http.TraceIdentifier, time.GetUtcNow(), request.Offer);
        var events = meter.CountAsync(submitter, live.GenerateAsync(place, request.Request, http.RequestAborted), http.RequestAborted);
        if (!request.Streams)
            return OpenAiJson.Ok(await answer.WholeAsync(events));
        await new AnswerStream(http.Response, answer, request.IncludesUsage).SendAsync(events, http.RequestAborted);
        return Results.Empty;
    }

    /// <summary>Apart, so that a long prompt's JSON is gone before the answer begins.</summary>
    private static async Task<LiveRequest> ParseAsync(HttpContext http, Func<JsonElement, LiveRequest> parse)
    {
        using var body = await JsonBody.ReadAsync(http, MaxBodyBytes);
        return parse(body.RootElement);
    }
}
