namespace BatchGen.Web.Wire;

/// <summary>Where programs ask, and not people.</summary>
internal static class ApiPaths
{
    public const string OpenAi = "/v1";

    /// <summary>Prometheus' place.</summary>
    public const string Metrics = "/metrics";

    /// <summary>Whether it is one of the two APIs' paths or that of the metrics, whose refusals are JSON and never a redirect or a page.</summary>
    public static bool Contain(PathString path) => path.StartsWithSegments(OpenAi) || path.StartsWithSegments("/api") || path.StartsWithSegments(Metrics);
}
