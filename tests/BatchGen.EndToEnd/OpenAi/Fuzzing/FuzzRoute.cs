using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;

namespace BatchGen.EndToEnd.OpenAi.Fuzzing;

/// <summary>One way to call the API.</summary>
/// <param name="Pattern">As the server declares it, e.g. <c>/v1/files/{id}</c>.</param>
internal sealed record FuzzRoute(HttpMethod Method, string Pattern)
{
    /// <summary>The first two segments: what the figures are grouped by.</summary>
    public string Group => string.Join('/', Pattern.Split('/').Take(3));

    /// <summary>What its <c>{…}</c> names.</summary>
    public string Kind => Pattern switch
    {
        _ when Pattern.StartsWith("/v1/files", StringComparison.Ordinal) => "file",
        _ when Pattern.StartsWith("/api/schedules", StringComparison.Ordinal) => "schedule",
        _ when Pattern.StartsWith("/api/templates", StringComparison.Ordinal) => "template",
        _ when Pattern.StartsWith("/api/keys", StringComparison.Ordinal) => "key",
        _ when Pattern.StartsWith("/api/limits", StringComparison.Ordinal) => "device",
        _ when Pattern.StartsWith("/api/models/", StringComparison.Ordinal) && Pattern != "/api/models/{name}" => "job",
        _ when Pattern.Contains("/batches", StringComparison.Ordinal) => "batch",
        _ => "model",
    };

    public string PathTo(string id) => string.Join('/', Pattern.Split('/').Select(part => part.StartsWith('{') ? id : part));

    public bool Changes => Method != HttpMethod.Get;

    /// <summary>The server's own list, so that a new route is sent to by itself. A stream of events never ends and is left out.</summary>
    public static IReadOnlyList<FuzzRoute> Of(EndpointDataSource endpoints) =>
    [
        .. from route in endpoints.Endpoints.OfType<RouteEndpoint>()
           let pattern = "/" + route.RoutePattern.RawText!.TrimStart('/')
           where (pattern.StartsWith("/v1/", StringComparison.Ordinal) || pattern.StartsWith("/api/", StringComparison.Ordinal))
               && pattern != "/api/events" && !route.RoutePattern.Parameters.Any(parameter => parameter.IsCatchAll)
           from method in route.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? []
           select new FuzzRoute(new HttpMethod(method), pattern),
    ];
}
