using System.Net;
using BatchGen.Batches.Outbound;

namespace BatchGen.Batches.Models.Downloads;

/// <summary>Asks hosts that the administrator trusts, over https, and follows redirects only to other such hosts.</summary>
internal sealed class TrustedHosts(DownloadOptions options, HttpMessageHandler handler) : IDisposable
{
    private const int MostRedirects = 5;

    private readonly HttpMessageInvoker _http = new(handler);

    /// <param name="prepare">Sets headers of each request, that of a redirect too.</param>
    /// <returns>The first answer that is no redirect, whatever its status; its body is not read yet.</returns>
    /// <exception cref="DownloadException">A host is not trusted, or they redirect without end.</exception>
    public async Task<HttpResponseMessage> SendAsync(Uri source, Action<HttpRequestMessage> prepare, CancellationToken cancellationToken)
    {
        var url = source;
        for (var hop = 0; hop <= MostRedirects; hop++)
        {
            RequireTrusted(url);
            var response = await _http.SendAsync(Message(url, prepare), cancellationToken);
            response.RequestMessage ??= Message(url, prepare);
            if ((int)response.StatusCode is < 300 or >= 400 || response.Headers.Location is not { } location)
                return response;
            response.Dispose();
            url = new Uri(url, location);
        }

        throw new DownloadException(DownloadErrorCodes.Refused, $"{source.Host} redirects more than {MostRedirects} times. Give the file's own link.");
    }

    public void Dispose() => _http.Dispose();

    public static SocketsHttpHandler Handler(DownloadOptions options)
    {
        // No proxy: it, and not this process, would choose the address. No redirects but those that were judged.
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false, UseCookies = false, ConnectTimeout = TimeSpan.FromSeconds(30) };
        if (!options.AllowPrivateAddresses)
            handler.ConnectCallback = (context, cancellationToken) =>
                CheckedConnect.ConnectAsync(context.DnsEndPoint, PublicAddress.Is, Hidden, cancellationToken);
        return handler;
    }

    private static HttpRequestMessage Message(Uri url, Action<HttpRequestMessage> prepare)
    {
        var message = new HttpRequestMessage(HttpMethod.Get, url);
        prepare(message);
        return message;
    }

    private void RequireTrusted(Uri url)
    {
        if (url.Scheme != Uri.UriSchemeHttps)
            throw new DownloadException(DownloadErrorCodes.BadUrl, $"The link leads to {url.GetLeftPart(UriPartial.Authority)}, which is not https.");
        if (!AllowedHosts.Contains(options.AllowedHosts, url.Host))
            throw new DownloadException(
                DownloadErrorCodes.HostNotAllowed, $"{url.Host} is not on the list Downloads:AllowedHosts. Add it there if you trust it.");
    }

    private static DownloadException Hidden(string host, IPAddress address) => new(
        DownloadErrorCodes.PrivateAddress,
        $"{host} stands for {address}, which is no address of the open internet. Set Downloads:AllowPrivateAddresses if that is your own mirror.");
}

/// <summary>Which hosts the administrator trusts.</summary>
internal static class AllowedHosts
{
    private const string Wildcard = "*.";

    public static string WithoutWildcard(string host) => host.StartsWith(Wildcard, StringComparison.Ordinal) ? host[Wildcard.Length..] : host;

    public static bool Contains(IEnumerable<string> allowed, string host) => allowed.Any(entry => entry.StartsWith(Wildcard, StringComparison.Ordinal)
        ? host.EndsWith(entry[1..], StringComparison.OrdinalIgnoreCase)
        : host.Equals(entry, StringComparison.OrdinalIgnoreCase));
}
