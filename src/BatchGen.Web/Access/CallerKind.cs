namespace BatchGen.Web.Access;

/// <summary>Tells programs from people by what and how they ask.</summary>
internal static class CallerKind
{
    /// <summary>Paths whose refusals are JSON and never a redirect.</summary>
    public static bool IsApi(PathString path) => path.StartsWithSegments("/v1") || path.StartsWithSegments("/api") || path.StartsWithSegments("/metrics");

    /// <summary>
    /// Below the API's paths a cookie may read but not write: a form on another site carries the cookie along, but never
    /// a key, so there is nothing to forge.
    /// </summary>
    public static bool NeedsKey(HttpRequest request) =>
        ApiKeyScheme.IsAskedBy(request)
        || (IsApi(request.Path) && !HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method));
}
