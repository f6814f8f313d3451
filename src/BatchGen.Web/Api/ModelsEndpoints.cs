using BatchGen.Web.Models;

namespace BatchGen.Web.Api;

/// <summary><c>GET /api/models</c>: more than OpenAI's list, which has names only.</summary>
internal static class ModelsEndpoint
{
    public static void Map(RouteGroupBuilder reading) => reading.MapGet("/api/models", ListAsync)
        .WithTags("Models").WithSummary("Every model that may be chosen, and whether it fits");

    private static async Task<IReadOnlyList<ModelCardBody>> ListAsync(ModelCards cards, CancellationToken cancellationToken) =>
        [.. (await cards.ListAsync(cancellationToken)).Select(ModelCardBody.Of)];
}
