using BatchGen.Batches.Data;
using BatchGen.Batches.Limits;
using BatchGen.Web.Wire;
namespace BatchGen.Web.Api;

/// <summary><c>/api/audit</c>: who changed what.</summary>
internal static class AuditEndpoint
{
    private const int MostListed = 100;
    private const int UsuallyListed = 20;

    public static void Map(RouteGroupBuilder administering) =>
        administering.MapGet("/api/audit", async (long? before, string? limit, HttpContext http, DeviceLimits limits) =>
            OpenAiJson.Ok(
                (await limits.ListAuditAsync(QueryNumbers.Limit(limit, MostListed, UsuallyListed), http.RequestAborted, before)).Select(AuditBody.Of)))
            .WithTags("Settings").WithSummary("Who changed what, newest first; go on with the last id as 'before'").Produces<IReadOnlyList<AuditBody>>();
}

/// <summary>A change; entries are never altered and never removed.</summary>
internal sealed record AuditBody(long Id, DateTimeOffset At, string Who, string What, string From, string To)
{
    public static AuditBody Of(AuditEntry entry) => new(entry.Id, entry.At, entry.Who, entry.What.ToString(), entry.From.ToString(), entry.To.ToString());
}
