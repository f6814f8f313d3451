using System.Text.Json;
using System.Text.Json.Nodes;
using BatchGen.Batches.Live;
using BatchGen.Batches.Orders;
using BatchGen.Batches.Results;
using BatchGen.Web.Api;

namespace BatchGen.Web.OpenAi;

/// <summary><c>/v1/chat/completions</c> and <c>/v1/completions</c>: somebody waits for the answer.</summary>
internal static class CompletionEndpoints
{
    private const string Tag = "OpenAI: completions";
    private const long MaxBodyBytes = 8_000_000;

    public static void Map(RouteGroupBuilder submitting)
    {
        submitting.MapPost("/chat/completions", (HttpContext http, KnownModelNames models, LiveCompletions live, TimeProvider time) =>
            AnswerAsync(http, LiveRequestParser.ParseChat, new ChatWording(), models, live, time))
            .WithTags(Tag).WithSummary("Answers a conversation, whole or streamed")
            .Takes("application/json", JsonNode.Parse("""{"model":"batchgen-demo","messages":[{"role":"user","content":"Write a function that adds two numbers."}]}""")!)
            .Produces<ChatCompletionBody>().Produces<ApiError>(400).Produces<ApiError>(404).Produces<ApiError>(429).Produces<ApiError>(503);
        submitting.MapPost("/completions", (HttpContext http, KnownModelNames models, LiveCompletions live, TimeProvider time) =>
            AnswerAsync(http, LiveRequestParser.ParseCompletion, new TextWording(), models, live, time))
            .WithTags(Tag).WithSummary("Continues a text, whole or streamed")
            .Takes("application/json", JsonNode.Parse("""{"model":"batchgen-demo","prompt":"def add(a, b):"}""")!)
            .Produces<TextCompletionBody>().Produces<ApiError>(400).Produces<ApiError>(404).Produces<ApiError>(429).Produces<ApiError>(503);
    }

    private static async Task<IResult> AnswerAsync(
        HttpContext http, Func<JsonElement, LiveRequest> parse, IAnswerWording wording, KnownModelNames models, LiveCompletions live, TimeProvider time)
    {
        var request = await ParseAsync(http, parse);
        var modelPath = await models.FindAsync(request.Request.Model, http.RequestAborted) ?? throw ModelEndpoints.Unknown(request.Request.Model ?? "(default)");
        using var place = live.Enter(modelPath);
        var answer = new LiveAnswer(wording, Path.GetFileNameWithoutExtension(modelPath), http.TraceIdentifier, time.GetUtcNow());
        var events = live.GenerateAsync(place, request.Request, http.RequestAborted);
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
