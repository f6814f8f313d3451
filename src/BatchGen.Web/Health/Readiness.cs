using BatchGen.Batches.Data;
using BatchGen.Web.Access;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace BatchGen.Web.Health;

/// <summary><c>/healthz</c>: the process answers. <c>/readyz</c>: a batch submitted now would run; each part says why not.</summary>
internal static class Readiness
{
    public static void AddReadiness(this IServiceCollection services) =>
        services.AddHealthChecks()
            .AddCheck<DatabaseCheck>("database")
            .AddCheck<DiskCheck>("disk")
            .AddCheck<QueueCheck>("queue")
            .AddCheck<EngineCheck>("engine");

    public static void MapReadiness(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapHealthChecks("/healthz", new HealthCheckOptions { Predicate = _ => false, ResponseWriter = WriteAsync }).AllowAnonymous();
        endpoints.MapHealthChecks("/readyz", new HealthCheckOptions { ResponseWriter = WriteAsync }).AllowAnonymous();
    }

    /// <summary>Probes have no key and need no reasons, which name files.</summary>
    private static Task WriteAsync(HttpContext http, HealthReport report)
    {
        var showsReasons = Caller.Of(http.User)?.May(Rights.Read) is true;
        return http.Response.WriteAsJsonAsync(new ReadinessAnswer(
            report.Status is HealthStatus.Healthy ? "ok" : "not_ready",
            report.Entries.ToDictionary(part => part.Key, part => new ReadinessPart(
                part.Value.Status is HealthStatus.Healthy ? "ok" : "not_ready",
                showsReasons ? part.Value.Description ?? part.Value.Exception?.Message : null))));
    }

    private sealed record ReadinessAnswer(string Status, Dictionary<string, ReadinessPart> Parts);

    private sealed record ReadinessPart(string Status, string? Reason);
}
