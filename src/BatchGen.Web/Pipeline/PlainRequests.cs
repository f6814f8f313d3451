using BatchGen.Web.Wire;

namespace BatchGen.Web.Pipeline;

/// <summary>
/// Brings what is asked into the one form that routes know: a path without doubled slashes (a base address that ends in one makes
/// them) and, for what programs post, with its /v1; HEAD as GET, whose body the server leaves away by itself. Stands before routing.
/// </summary>
internal sealed class PlainRequests(RequestDelegate next)
{
    private static readonly string[] Posted = ["/chat/completions", "/completions"];

    public Task InvokeAsync(HttpContext http)
    {
        var request = http.Request;
        if (request.Path.Value is { } path && path.Contains("//", StringComparison.Ordinal))
            request.Path = "/" + string.Join('/', path.Split('/', StringSplitOptions.RemoveEmptyEntries));
        if (HttpMethods.IsPost(request.Method) && Posted.Contains(request.Path.Value?.TrimEnd('/'), StringComparer.OrdinalIgnoreCase))
            request.Path = ApiPaths.OpenAi + request.Path;
        // Of what has no end nothing is left without its body.
        if (HttpMethods.IsHead(request.Method) && !EndlessRequests.IsOne(request))
            request.Method = HttpMethods.Get;
        return next(http);
    }
}

/// <summary>
/// Answers what routing itself refuses, a method that a page does not know, with that and not with the way to the sign-in, which would
/// refuse it again. Stands behind routing and before authorization.
/// </summary>
internal sealed class RefusedMethods(RequestDelegate next)
{
    /// <summary>Routing's own endpoint has nothing else to be known by.</summary>
    private const string Name = "405 HTTP Method Not Supported";

    public Task InvokeAsync(HttpContext http) =>
        http.GetEndpoint() is { DisplayName: Name, RequestDelegate: { } refuse } and not RouteEndpoint && !ApiPaths.Contain(http.Request.Path)
            ? refuse(http)
            : next(http);
}

/// <summary>Pages without a form take no posts: there is nothing in them that reads one.</summary>
internal static class PageMethods
{
    /// <param name="page">The component that draws it.</param>
    public static void Narrow(EndpointBuilder endpoint, Type page)
    {
        if (page.GetProperties().Any(property => property.IsDefined(typeof(Microsoft.AspNetCore.Components.SupplyParameterFromFormAttribute), inherit: true)))
            return;
        foreach (var methods in endpoint.Metadata.OfType<IHttpMethodMetadata>().ToList())
            endpoint.Metadata.Remove(methods);
        endpoint.Metadata.Add(new HttpMethodMetadata([HttpMethods.Get]));
    }
}
