using System.Text.Json;
using System.Text.Json.Nodes;
using BatchGen.Batches.Orders;
using BatchGen.Web.Api;

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
        reading.MapGet("/batches/{id}", async (string id, BatchOrders orders, CancellationToken cancellationToken) =>
            OpenAiJson.Ok(BatchBody.Of(await orders.GetAsync(id, cancellationToken))))
            .WithTags(Tag).WithSummary("One batch").Produces<BatchBody>().Produces<ApiError>(404);
        submitting.MapPost("/batches", CreateAsync)
            .WithTags(Tag).WithSummary("Runs an uploaded file as a batch")
            .Takes("application/json", new JsonObject { ["input_file_id"] = "file-…", ["endpoint"] = "/v1/chat/completions", ["completion_window"] = "24h" })
            .Produces<BatchBody>().Produces<ApiError>(400);
        submitting.MapPost("/batches/{id}/cancel", async (string id, BatchOrders orders, CancellationToken cancellationToken) =>
            OpenAiJson.Ok(BatchBody.Of(await orders.CancelAsync(id, cancellationToken))))
            .WithTags(Tag).WithSummary("Cancels a batch").Produces<BatchBody>().Produces<ApiError>(400).Produces<ApiError>(404);
    }

    private static async Task<IResult> CreateAsync(HttpContext http, BatchOrders orders, IdempotentCalls calls)
    {
        using var body = await JsonBody.ReadAsync(http, MaxBodyBytes);
        var wanted = NewBatchReader.Read(body.RootElement);
        return await calls.RunAsync(http, "batches", JsonSerializer.Serialize(body.RootElement), async () =>
            BatchBody.Of(await orders.CreateAsync(wanted, http.RequestAborted)));
    }

    private static async Task<IResult> ListAsync(string? after, string? limit, BatchOrders orders, CancellationToken cancellationToken)
    {
        var page = await orders.ListAsync(after, QueryNumbers.Limit(limit, MostListed, UsuallyListed), cancellationToken);
        return OpenAiJson.Ok(ListBody<BatchBody>.Of([.. page.Orders.Select(BatchBody.Of)], batch => batch.Id, page.HasMore));
    }
}
