using BatchGen.Batches.Data;
using BatchGen.Web.Access;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace BatchGen.Web.Health;

/// <summary><c>/healthz</c>: the process answers. <c>/readyz</c>: a batch submitted now would run; each part says why not.</summary>
internal static class Readiness
{
    /// <summary>The reason names nothing of this machine, and is wanted when no key can be looked up.</summary>
    private const string ForEverybody = "for everybody";

    public static void AddReadiness(this IServiceCollection services) =>
        services.AddHealthChecks()
            .AddCheck<DatabaseCheck>("database", tags: [ForEverybody])
            .AddCheck<DiskCheck>("disk")
            .AddCheck<QueueCheck>("queue")
            .AddCheck<EngineCheck>("engine");

    public static void MapReadiness(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapHealthChecks("/healthz", new HealthCheckOptions { Predicate = _ => false, ResponseWriter = WriteAsync }).AllowAnonymous();
        endpoints.MapHealthChecks("/readyz", new HealthCheckOptions { ResponseWriter = WriteAsync }).AllowAnonymous();
    }

    /// <summary>Probes have no key and need no reasons where these name files.</summary>
    private static Task WriteAsync(HttpContext http, HealthReport report)
    {
        var showsReasons = Caller.Of(http.User)?.May(Rights.Read) is true;
        return http.Response.WriteAsJsonAsync(new ReadinessAnswer(
            report.Status is HealthStatus.Healthy ? "ok" : "not_ready",
            report.Entries.ToDictionary(part => part.Key, part => new ReadinessPart(
                part.Value.Status is HealthStatus.Healthy ? "ok" : "not_ready",
                showsReasons || IsForEverybody(part.Value) ? part.Value.Description : null))));
    }

    /// <summary>What a check did not foresee may name anything.</summary>
    private static bool IsForEverybody(HealthReportEntry part) => part.Exception is null && part.Tags.Contains(ForEverybody);

    private sealed record ReadinessAnswer(string Status, Dictionary<string, ReadinessPart> Parts);

    private sealed record ReadinessPart(string Status, string? Reason);
}
