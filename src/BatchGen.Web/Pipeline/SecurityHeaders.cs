using System.Security.Cryptography;
using Microsoft.Net.Http.Headers;

namespace BatchGen.Web.Pipeline;

/// <summary>
/// What every answer tells the browser: run only scripts of ours, guess no types, show us in nobody's frame, tell others
/// nothing. Styles may stand in the markup, because MudBlazor writes its theme and its positions there.
/// </summary>
internal sealed class SecurityHeaders(RequestDelegate next)
{
    private const string NonceItem = "BatchGen.Nonce";

    /// <summary>Marks the one script that stands in the markup: the import map.</summary>
    public static string NonceOf(HttpContext http) => (string)http.Items[NonceItem]!;

    public Task InvokeAsync(HttpContext http)
    {
        // Drawn again for an error page, the same request keeps its nonce.
        if (!http.Items.ContainsKey(NonceItem))
            http.Items[NonceItem] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(16));

        // At the end: whoever clears an answer to put an error in its place would clear them too.
        http.Response.OnStarting(() =>
        {
            Write(http);
            return Task.CompletedTask;
        });
        return next(http);
    }

    private static void Write(HttpContext http)
    {
        var headers = http.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), payment=(), usb=()";
        // What brings a policy of its own, as Hangfire's dashboard may, knows its scripts.
        headers.TryAdd(HeaderNames.ContentSecurityPolicy, PolicyOf(NonceOf(http)));
        if (http.Request.IsHttps)
            headers.StrictTransportSecurity = "max-age=31536000";
    }

    private static string PolicyOf(string nonce) =>
        $"default-src 'self'; script-src 'self' 'nonce-{nonce}'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; "
        + "connect-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";
}
