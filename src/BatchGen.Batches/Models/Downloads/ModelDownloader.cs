using System.Net;
using BatchGen.Batches.Outbound;
using Microsoft.Extensions.Options;

namespace BatchGen.Batches.Models.Downloads;

/// <summary>Fetches models from trusted hosts into a folder.</summary>
public sealed class ModelDownloader : IDisposable
{
    private readonly HttpMessageInvoker _http;
    private readonly DownloadOptions _options;

    public ModelDownloader(IOptions<DownloadOptions> options)
        : this(options, Handler(options.Value))
    {
    }

    internal ModelDownloader(IOptions<DownloadOptions> options, HttpMessageHandler handler)
    {
        _options = options.Value;
        _http = new HttpMessageInvoker(handler);
    }

    /// <summary>False: the administrator has named no host.</summary>
    public bool IsAllowed => _options.AllowedHosts.Count > 0;

    /// <summary>The file is in its place, whole and judged, when this returns. What a broken or cancelled transfer brought is gone on from next time.</summary>
    /// <exception cref="DownloadException">Refused or given up; the message says why.</exception>
    public Task FetchAsync(DownloadRequest request, string folder, IProgress<DownloadProgress> progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(progress);
        return new ModelFetcher(_http, _options).FetchAsync(request, folder, progress, cancellationToken);
    }

    public void Dispose() => _http.Dispose();

    private static SocketsHttpHandler Handler(DownloadOptions options)
    {
        // No proxy: it, and not this process, would choose the address. No redirects but those that were judged.
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false, UseCookies = false, ConnectTimeout = TimeSpan.FromSeconds(30) };
        if (!options.AllowPrivateAddresses)
            handler.ConnectCallback = (context, cancellationToken) =>
                CheckedConnect.ConnectAsync(context.DnsEndPoint, PublicAddress.Is, Hidden, cancellationToken);
        return handler;
    }

    private static DownloadException Hidden(string host, IPAddress address) => new(
        DownloadErrorCodes.PrivateAddress,
        $"{host} stands for {address}, which is no address of the open internet. Set Downloads:AllowPrivateAddresses if that is your own mirror.");
}

/// <param name="ReceivedBytes">What is on the disk, what was there before included.</param>
/// <param name="TotalBytes">Null while the host has not said.</param>
public sealed record DownloadProgress(long ReceivedBytes, long? TotalBytes);
