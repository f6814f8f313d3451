using System.Text.Json;
using System.Text.Json.Nodes;
using BatchGen.Batches.Orders;
using BatchGen.Web.Access;
using BatchGen.Web.Wire;
namespace BatchGen.Web.OpenAi;

/// <summary><c>/v1/batches</c>.</summary>
internal static class BatchEndpoints
{
    private const string Tag = "OpenAI: batches";
    private const int MostListed = 100;
    private const int UsuallyListed = 20;
    private const long MaxBodyBytes = 64 * 1024;

    public static void Map(RouteGroupBuilder reading, RouteGroupBuilder submitting)
    {
        reading.MapGet("/batches", ListAsync).WithTags(Tag).WithSummary("Lists batches ordered over this API").Produces<ListBody<BatchBody>>();
        reading.MapGet("/batches/{id}", GetAsync).WithTags(Tag).WithSummary("One batch").Produces<BatchBody>().Produces<ApiError>(404);
        submitting.MapPost("/batches", CreateAsync)
            .WithTags(Tag).WithSummary("Runs an uploaded file as a batch")
            .Takes("application/json", new JsonObject { ["input_file_id"] = "file-…", ["endpoint"] = "/v1/chat/completions", ["completion_window"] = "24h" })
            .Produces<BatchBody>().Produces<ApiError>(400).Produces<ApiError>(404).Produces<ApiError>(429);
        submitting.MapPost("/batches/{id}/cancel", CancelAsync)
            .WithTags(Tag).WithSummary("Cancels a batch").Produces<BatchBody>().Produces<ApiError>(400).Produces<ApiError>(404);
    }

    private static async Task<IResult> CreateAsync(HttpContext http, BatchOrders orders, IdempotentCalls calls)
    {
        using var body = await JsonBody.ReadAsync(http, MaxBodyBytes);
        var caller = http.Caller();
        var wanted = NewBatchReader.Read(body.RootElement) with { Submitter = caller.AsSubmitter, FilesOf = caller.Visible.OwnerId };
        return await calls.RunAsync(
            http,
            "batches",
            JsonSerializer.Serialize(body.RootElement),
            async key => BatchBody.Of(await orders.CreateAsync(wanted with { Key = key }, http.RequestAborted)),
            async id => BatchBody.Of(await orders.GetAsync(id, http.RequestAborted)));
    }

    private static async Task<IResult> ListAsync(string? after, string? limit, HttpContext http, BatchOrders orders)
    {
        var filter = new OrderFilter(after, QueryNumbers.Limit(limit, MostListed, UsuallyListed), http.Caller().Visible.OwnerId);
        var page = await orders.ListAsync(filter, http.RequestAborted);
        return OpenAiJson.Ok(ListBody<BatchBody>.Of([.. page.Batches.Select(BatchBody.Of)], batch => batch.Id, page.HasMore));
    }

    private static async Task<IResult> GetAsync(string id, HttpContext http, BatchOrders orders)
    {
        var batch = await orders.GetAsync(id, http.RequestAborted);
        http.Caller().RequireMaySee(batch.OwnerId, BatchOrders.NotFound(id));
        return OpenAiJson.Ok(BatchBody.Of(batch));
    }

    private static async Task<IResult> CancelAsync(string id, HttpContext http, BatchOrders orders)
    {
        var batch = await orders.GetAsync(id, http.RequestAborted);
        http.Caller().RequireMayChange(batch.OwnerId, BatchOrders.NotFound(id));
        return OpenAiJson.Ok(BatchBody.Of(await orders.CancelAsync(id, http.RequestAborted)));
    }
}
