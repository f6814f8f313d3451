namespace BatchGen.Web.Hosting;

/// <summary>What every answer tells the browser: guess no types, show us in nobody's frame, tell others nothing.</summary>
internal sealed class SecurityHeaders(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext http)
    {
        var headers = http.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "SAMEORIGIN";
        headers["Referrer-Policy"] = "same-origin";
        return next(http);
    }
}
