using Microsoft.AspNetCore.Http;

namespace BatchGen.Web.Tests.CommandLine.Servers;

/// <summary>A line to a real server that a test can cut where it wants.</summary>
internal static class Relay
{
    private static readonly HttpClient Client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false });

    /// <param name="meanwhile">Called when the server has answered and before anything of it is passed on; may cut the line.</param>
    public static RequestDelegate To(string server, Func<HttpContext, HttpResponseMessage, Task> meanwhile) => async http =>
    {
        using var request = new HttpRequestMessage(new HttpMethod(http.Request.Method), $"{server}{http.Request.Path}{http.Request.QueryString}");
        if (http.Request.ContentLength is > 0 || http.Request.Headers.TransferEncoding.Count > 0)
            request.Content = new StreamContent(http.Request.Body);
        foreach (var header in http.Request.Headers.Where(header => header.Key is not ("Host" or "Transfer-Encoding" or "Connection")))
        {
            if (!request.Headers.TryAddWithoutValidation(header.Key, header.Value.AsEnumerable()))
                request.Content?.Headers.TryAddWithoutValidation(header.Key, header.Value.AsEnumerable());
        }

        using var answer = await Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, http.RequestAborted);
        await meanwhile(http, answer);
        if (http.RequestAborted.IsCancellationRequested)
            return;
        http.Response.StatusCode = (int)answer.StatusCode;
        foreach (var header in answer.Headers.Concat(answer.Content.Headers).Where(header => header.Key is not "Transfer-Encoding"))
            http.Response.Headers[header.Key] = header.Value.ToArray();
        await using var body = await answer.Content.ReadAsStreamAsync(http.RequestAborted);
        // What comes piece by piece, as events do, is passed on piece by piece.
        var buffer = new byte[1 << 14];
        for (var read = await body.ReadAsync(buffer, http.RequestAborted); read > 0; read = await body.ReadAsync(buffer, http.RequestAborted))
        {
            await http.Response.Body.WriteAsync(buffer.AsMemory(0, read), http.RequestAborted);
            await http.Response.Body.FlushAsync(http.RequestAborted);
        }
    };
}
