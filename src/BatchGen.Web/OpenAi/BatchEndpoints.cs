using System.Text.Json;
using BatchGen.Batches.Orders;

namespace BatchGen.Web.OpenAi;

/// <summary><c>/v1/batches</c>.</summary>
internal static class BatchEndpoints
{
    private const int MostListed = 100;
    private const int UsuallyListed = 20;
    private const long MaxBodyBytes = 64 * 1024;

    public static void Map(RouteGroupBuilder reading, RouteGroupBuilder submitting)
    {
        reading.MapGet("/batches", ListAsync);
        reading.MapGet("/batches/{id}", async (string id, BatchOrders orders, CancellationToken cancellationToken) =>
            OpenAiJson.Ok(BatchBody.Of(await orders.GetAsync(id, cancellationToken))));
        submitting.MapPost("/batches", CreateAsync);
        submitting.MapPost("/batches/{id}/cancel", async (string id, BatchOrders orders, CancellationToken cancellationToken) =>
            OpenAiJson.Ok(BatchBody.Of(await orders.CancelAsync(id, cancellationToken))));
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
