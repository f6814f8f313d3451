using System.Net;
using System.Net.Http.Headers;

namespace BatchGen.Batches.Tests.Models.Downloads;

/// <summary>A host on the other end of the wire: one file, byte ranges, redirects, and transfers that break off.</summary>
internal sealed class FakeHost(byte[] file) : HttpMessageHandler
{
    public string Version { get; set; } = "\"1\"";

    /// <summary>Where a path leads instead.</summary>
    public Dictionary<string, string> Redirects { get; } = [];

    /// <summary>The next transfer ends after this many bytes.</summary>
    public int? BreakAfterBytes { get; set; }

    /// <summary>First byte of every transfer, in order.</summary>
    public List<long> Starts { get; } = [];

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (Redirects.TryGetValue(request.RequestUri!.AbsoluteUri, out var location))
        {
            var redirect = new HttpResponseMessage(HttpStatusCode.Found);
            redirect.Headers.Location = new Uri(location, UriKind.RelativeOrAbsolute);
            return Task.FromResult(redirect);
        }

        if (!request.RequestUri.AbsolutePath.EndsWith(".gguf", StringComparison.Ordinal))
            return Task.FromResult(new HttpResponseMessage(HttpStatusCode.NotFound));
        return Task.FromResult(Answer(request));
    }

    private HttpResponseMessage Answer(HttpRequestMessage request)
    {
        var isRest = request.Headers.IfRange?.EntityTag?.Tag == Version;
        var start = isRest ? (int)request.Headers.Range!.Ranges.Single().From!.Value : 0;
        Starts.Add(start);
        if (start >= file.Length)
        {
            var nothing = new HttpResponseMessage(HttpStatusCode.RequestedRangeNotSatisfiable) { Content = new ByteArrayContent([]) };
            nothing.Content.Headers.ContentRange = new ContentRangeHeaderValue(file.Length);
            return nothing;
        }

        var end = BreakAfterBytes is { } most ? Math.Min(file.Length, start + most) : file.Length;
        BreakAfterBytes = null;
        var response = new HttpResponseMessage(isRest ? HttpStatusCode.PartialContent : HttpStatusCode.OK) { Content = new ByteArrayContent(file[start..end]) };
        response.Headers.ETag = EntityTagHeaderValue.Parse(Version);
        response.Content.Headers.ContentLength = file.Length - start;
        if (isRest)
            response.Content.Headers.ContentRange = new ContentRangeHeaderValue(start, file.Length - 1, file.Length);
        return response;
    }
}
