namespace BatchGen.Web.Pipeline;

/// <summary>
/// Requests that have no end of their own, streams of events and the circuits of pages, end when the server is stopped. SignalR closes the
/// circuits that it knows just then; a page whose circuit was closed asks for another at once, and the stop would wait for that one until its time is up.
/// </summary>
internal sealed class EndlessRequests(RequestDelegate next, IHostApplicationLifetime lifetime)
{
    private static readonly PathString[] Paths = ["/api/events", "/_blazor"];

    public static bool IsOne(HttpRequest request) => Paths.Any(path => request.Path.StartsWithSegments(path));

    public Task InvokeAsync(HttpContext http) => IsOne(http.Request) ? EndWithTheServerAsync(http) : next(http);

    private async Task EndWithTheServerAsync(HttpContext http)
    {
        // Called at once for one that comes while the server is being stopped.
        await using var stop = lifetime.ApplicationStopping.Register(http.Abort);
        await next(http);
    }
}
