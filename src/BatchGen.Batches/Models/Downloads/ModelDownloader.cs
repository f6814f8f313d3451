using Microsoft.Extensions.Options;

namespace BatchGen.Batches.Models.Downloads;

/// <summary>Fetches models from trusted hosts into a folder.</summary>
public sealed class ModelDownloader : IDisposable
{
    private readonly TrustedHosts _hosts;
    private readonly DownloadOptions _options;

    public ModelDownloader(IOptions<DownloadOptions> options)
        : this(options, TrustedHosts.Handler(options.Value))
    {
    }

    public ModelDownloader(IOptions<DownloadOptions> options, HttpMessageHandler handler)
    {
        _options = options.Value;
        _hosts = new TrustedHosts(_options, handler);
    }

    /// <summary>False: the administrator has named no host.</summary>
    public bool IsAllowed => _options.AllowedHosts.Count > 0;

    /// <summary>The file is in its place, whole and judged, when this returns. What a broken or cancelled transfer brought is gone on from next time.</summary>
    /// <exception cref="DownloadException">Refused or given up; the message says why.</exception>
    public Task FetchAsync(DownloadRequest request, string folder, IProgress<DownloadProgress> progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(progress);
        return new ModelFetcher(_hosts, _options).FetchAsync(request, folder, progress, cancellationToken);
    }

    /// <summary>The same for a model of one file or several; parts that are there from an earlier time, by their digests, are not fetched again.</summary>
    /// <exception cref="DownloadException">Refused or given up; the message says why.</exception>
    public async Task FetchAllAsync(
        IReadOnlyList<DownloadRequest> requests, string folder, IProgress<DownloadProgress> progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(requests);
        List<DownloadRequest> missing = [];
        foreach (var request in requests)
        {
            if (requests.Count == 1 || !await ModelFetcher.HasAsync(request, folder, cancellationToken))
                missing.Add(request);
        }

        if (missing.Count == 0)
            throw new DownloadException(DownloadErrorCodes.TargetExists, $"{requests[0].FileName} is in the models folder already. Delete or rename it first.");
        var whole = requests.Sum(request => request.SizeBytes);
        var before = requests.Except(missing).Sum(request => request.SizeBytes ?? 0);
        foreach (var request in missing)
        {
            await FetchAsync(request, folder, new PartProgress(progress, before, requests.Count == 1 ? null : whole), cancellationToken);
            before += new FileInfo(Path.Combine(folder, request.FileName)).Length;
        }
    }

    public void Dispose() => _hosts.Dispose();

    /// <param name="whole">Of all parts; null leaves it to the file's host.</param>
    private sealed class PartProgress(IProgress<DownloadProgress> progress, long before, long? whole) : IProgress<DownloadProgress>
    {
        public void Report(DownloadProgress value) => progress.Report(new DownloadProgress(before + value.ReceivedBytes, whole ?? value.TotalBytes));
    }
}

/// <param name="ReceivedBytes">What is on the disk, what was there before included.</param>
/// <param name="TotalBytes">Null while the host has not said.</param>
public sealed record DownloadProgress(long ReceivedBytes, long? TotalBytes);
