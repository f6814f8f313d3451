using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text.Json;

namespace BatchGen.Testing.Hosts;

/// <summary>A hub on the other end of the wire: the repository owner/model-GGUF with its list of files, digests and byte ranges.</summary>
public sealed class ScriptedHub : HttpMessageHandler
{
    private const string Served = "/owner/model-GGUF/resolve/main/";
    private const string Listed = "/api/models/owner/model-GGUF/tree/main";

    public ConcurrentDictionary<string, byte[]> Files { get; } = new(StringComparer.Ordinal);

    /// <summary>What is said of a file's size instead of the truth.</summary>
    public ConcurrentDictionary<string, long> Sizes { get; } = new(StringComparer.Ordinal);

    /// <summary>Answered instead of the list.</summary>
    public Func<HttpResponseMessage>? Listing { get; set; }

    /// <summary>It never answers.</summary>
    public bool IsSilent { get; set; }

    public bool KnowsRanges { get; set; } = true;

    /// <summary>Paths with their queries, in order.</summary>
    public ConcurrentQueue<string> Asked { get; } = [];

    /// <summary>Ranges that were asked for, in order.</summary>
    public ConcurrentQueue<string> Ranges { get; } = [];

    public static string DigestOf(byte[] file) => Convert.ToHexStringLower(SHA256.HashData(file));

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (IsSilent)
            await Task.Delay(Timeout.Infinite, cancellationToken);
        var url = request.RequestUri!;
        Asked.Enqueue(url.PathAndQuery);
        if (url.AbsolutePath == Listed)
            return Listing?.Invoke() ?? new HttpResponseMessage { Content = new StringContent(ListOf()) };
        return url.AbsolutePath.StartsWith(Served, StringComparison.Ordinal) && Files.TryGetValue(Uri.UnescapeDataString(url.AbsolutePath[Served.Length..]), out var file)
            ? Answer(file, request.Headers.Range)
            : new HttpResponseMessage(HttpStatusCode.NotFound);
    }

    private string ListOf() => JsonSerializer.Serialize(Files.OrderBy(file => file.Key, StringComparer.Ordinal).Select(file => new
    {
        type = "file",
        path = file.Key,
        size = Sizes.GetValueOrDefault(file.Key, file.Value.Length),
        lfs = new { oid = DigestOf(file.Value) },
    }));

    private HttpResponseMessage Answer(byte[] file, RangeHeaderValue? range)
    {
        if (range is not null)
            Ranges.Enqueue(range.ToString());
        if (range is null || !KnowsRanges)
            return new HttpResponseMessage { Content = new ByteArrayContent(file) };
        var asked = range.Ranges.Single();
        var from = (int)asked.From!.Value;
        var to = (int)Math.Min(asked.To ?? long.MaxValue, file.Length - 1);
        var response = new HttpResponseMessage(HttpStatusCode.PartialContent) { Content = new ByteArrayContent(file[from..(to + 1)]) };
        response.Content.Headers.ContentRange = new ContentRangeHeaderValue(from, to, file.Length);
        return response;
    }
}
