using System.Net;
using BatchGen.Inference.Sentences;
using Microsoft.Extensions.Options;

namespace BatchGen.Batches.Models.Downloads;

/// <summary>The host that is asked for models by name. What it answers is bounded in bytes and in time.</summary>
public sealed class ModelHub : IDisposable
{
    /// <summary>A thousand files, which is what a hub puts on one page, take less than 1 MiB.</summary>
    internal const int MostListingBytes = 4 << 20;

    private readonly DownloadOptions _options;
    private readonly TrustedHosts _hosts;

    public ModelHub(IOptions<DownloadOptions> options)
        : this(options, TrustedHosts.Handler(options.Value))
    {
    }

    public ModelHub(IOptions<DownloadOptions> options, HttpMessageHandler handler)
    {
        _options = options.Value;
        _hosts = new TrustedHosts(_options, handler);
    }

    /// <summary>False: the administrator has named no host to ask.</summary>
    public bool IsAllowed => _options.HubHost.Length > 0;

    /// <summary>What it has, largest first.</summary>
    /// <exception cref="DownloadException">There is no such host or repository, it has no model, or the host answers badly.</exception>
    public Task<IReadOnlyList<ModelOffer>> ListAsync(RepositoryName name, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(name);
        var source = new Uri(Root, $"api/models/{name}/tree/main?recursive=true");
        return BoundedAsync(async token =>
        {
            using var response = await _hosts.SendAsync(source, _ => { }, token);
            RequireListed(name, response);
            var offers = ModelOffer.From(RepositoryListing.Read(source.Host, await ReadAsync(source.Host, response, token)));
            return offers.Count > 0 ? offers : throw new DownloadException(
                DownloadErrorCodes.NoModel, $"{name} has no whole GGUF model. Look for a repository of GGUF files; their names often end in -GGUF.");
        }, cancellationToken);
    }

    /// <summary>What is to be fetched for one of them, the first part first.</summary>
    /// <exception cref="DownloadException">No such host was named, or a file's name cannot be used here.</exception>
    public IReadOnlyList<DownloadRequest> RequestsFor(RepositoryName name, ModelOffer offer)
    {
        ArgumentNullException.ThrowIfNull(offer);
        return [.. offer.Files.Select(file => DownloadRequest.Parse(AddressOf(name, file).AbsoluteUri, file.Sha256 ?? "") with { SizeBytes = file.SizeBytes })];
    }

    /// <summary>Writes the headers of its files into a folder, under the files' own names and without their weights.</summary>
    /// <returns>The first one's path.</returns>
    /// <exception cref="DownloadException">They did not come whole.</exception>
    public Task<string> ReadHeadersAsync(RepositoryName name, ModelOffer offer, string folder, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(offer);
        return BoundedAsync(async token =>
        {
            foreach (var file in offer.Files)
                await RemoteHeader.FetchAsync(_hosts, AddressOf(name, file), file, folder, token);
            return Path.Combine(folder, Path.GetFileName(offer.Files[0].Path));
        }, cancellationToken);
    }

    public void Dispose() => _hosts.Dispose();

    /// <summary>The address of a host's name, with a port or without; null when it is none.</summary>
    internal static Uri? RootOf(string host) =>
        Uri.TryCreate($"https://{host}/", UriKind.Absolute, out var root) && root.UserInfo.Length == 0 && root.PathAndQuery == "/" && root.Fragment.Length == 0
            ? root
            : null;

    private Uri Root => IsAllowed ? RootOf(_options.HubHost)! : throw new DownloadException(
        DownloadErrorCodes.NoHub, $"No host is asked for models by name yet. An administrator names one in Downloads:HubHost and Downloads:AllowedHosts.");

    private Uri AddressOf(RepositoryName name, RepositoryFile file) =>
        new(Root, $"{name}/resolve/main/{string.Join('/', file.Path.Split('/').Select(Uri.EscapeDataString))}");

    private async Task<T> BoundedAsync<T>(Func<CancellationToken, Task<T>> ask, CancellationToken cancellationToken)
    {
        var host = Root.Host;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(_options.StallTimeout);
        try
        {
            return await ask(patience.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new DownloadException(
                DownloadErrorCodes.HubUnreachable, $"{host} did not answer whole in {_options.StallTimeout.TotalSeconds:0} seconds. Try again later.");
        }
        catch (Exception broken) when (broken is HttpRequestException or IOException)
        {
            // What the connection threw is wrapped by the client.
            throw broken.InnerException as DownloadException ?? new DownloadException(
                DownloadErrorCodes.HubUnreachable, $"{host} cannot be asked: {ForeignMessage.Of(broken)} Check the network and Downloads:HubHost.", broken);
        }
    }

    private static void RequireListed(RepositoryName name, HttpResponseMessage response)
    {
        var host = response.RequestMessage!.RequestUri!.Host;
        if (response.IsSuccessStatusCode)
        {
            // The next page, RFC 8288.
            if (response.Headers.TryGetValues("Link", out var links) && links.Any(link => link.Contains("rel=\"next\"", StringComparison.OrdinalIgnoreCase)))
                throw TooLarge(host);
            return;
        }

        throw response.StatusCode switch
        {
            HttpStatusCode.NotFound => new DownloadException(
                DownloadErrorCodes.RepositoryNotFound, $"{host} has no repository {name}. Check how it is written."),
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => new DownloadException(
                DownloadErrorCodes.RepositoryGated,
                $"{host} asks for a login for {name}: it is gated or private, or there is none of that name. Download its file elsewhere and register it."),
            var status => new DownloadException(DownloadErrorCodes.Refused, $"{host} answers {(int)status} {response.ReasonPhrase} when asked for {name}. Try again later."),
        };
    }

    private static async Task<ReadOnlyMemory<byte>> ReadAsync(string host, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        await using var content = await response.Content.ReadAsStreamAsync(cancellationToken);
        using var answer = new MemoryStream();
        var buffer = new byte[1 << 16];
        while (await content.ReadAsync(buffer, cancellationToken) is > 0 and var count)
        {
            if (answer.Length + count > MostListingBytes)
                throw TooLarge(host);
            answer.Write(buffer, 0, count);
        }

        return answer.ToArray();
    }

    private static DownloadException TooLarge(string host) => new(
        DownloadErrorCodes.ListingTooLarge, $"{host} lists more files than are read, {MostListingBytes >> 20} MiB on one page. Download the file by its link.");
}
