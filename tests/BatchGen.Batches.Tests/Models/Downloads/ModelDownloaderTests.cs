using System.Net;
using System.Security.Cryptography;
using BatchGen.Batches.Models.Downloads;
using BatchGen.Batches.Outbound;
using BatchGen.Batches.Tests.Testing;
using BatchGen.Testing.Models;
using Microsoft.Extensions.Options;

namespace BatchGen.Batches.Tests.Models.Downloads;

public sealed class ModelDownloaderTests : IDisposable
{
    private const string Url = "https://models.example.org/small.gguf";

    private readonly ScratchFolder _folder = new();
    private readonly byte[] _file = File.ReadAllBytes(RandomModel.PathOf(new RandomModelShape()));
    private readonly FakeHost _host;

    public ModelDownloaderTests() => _host = new FakeHost(_file);

    private string Digest => Convert.ToHexStringLower(SHA256.HashData(_file));

    [Fact]
    public async Task Fetch_PutsTheFileInItsPlace_AndSaysHowFarItIs()
    {
        var progress = new List<DownloadProgress>();

        await FetchAsync(Url, Digest.ToUpperInvariant(), progress);

        Assert.Equal(_file, await File.ReadAllBytesAsync(Assert.Single(Directory.GetFiles(_folder.Path))));
        Assert.Equal(new DownloadProgress(_file.Length, _file.Length), progress[^1]);
    }

    [Fact]
    public async Task Fetch_GoesOnWhereItStopped_WhenTheTransferBroke()
    {
        _host.BreakAfterBytes = 1000;
        Assert.Equal("download_interrupted", await CodeAsync(Url));

        await FetchAsync(Url, Digest);

        Assert.Equal([0, 1000], _host.Starts);
        Assert.Equal(_file, await File.ReadAllBytesAsync(Path.Combine(_folder.Path, "small.gguf")));
    }

    [Theory]
    [InlineData(1000)]
    [InlineData(int.MaxValue)]
    public async Task Fetch_GoesOnWhereItStopped_WhenItWasCancelled(int bytes)
    {
        var come = Math.Min(bytes, _file.Length);
        _host.BreakAfterBytes = come;
        using var cancel = new CancellationTokenSource();
        using var downloader = new ModelDownloader(Options.Create(new DownloadOptions { AllowedHosts = { "models.example.org" } }), new Lent(_host));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            downloader.FetchAsync(DownloadRequest.Parse(Url, Digest), _folder.Path, new Canceller(cancel), cancel.Token));
        Assert.DoesNotContain(Path.Combine(_folder.Path, "small.gguf"), Directory.GetFiles(_folder.Path));

        await FetchAsync(Url, Digest);

        Assert.Equal([0, come], _host.Starts);
        Assert.Equal(_file, await File.ReadAllBytesAsync(Path.Combine(_folder.Path, "small.gguf")));
    }

    [Fact]
    public async Task Fetch_BeginsAnew_WhenTheFileHasChangedMeanwhile()
    {
        _host.BreakAfterBytes = 1000;
        await CodeAsync(Url);
        _host.Version = "\"2\"";

        await FetchAsync(Url, Digest);

        Assert.Equal([0, 0], _host.Starts);
        Assert.Single(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public async Task Fetch_DeletesIt_WhenTheDigestIsAnother()
    {
        Assert.Equal("download_sha256_mismatch", await CodeAsync(Url, new string('0', 64)));
        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public async Task Fetch_DeletesIt_WhenItIsNoModel()
    {
        _file[0] ^= 1;

        Assert.Equal("gguf_not_gguf", await CodeAsync(Url));
        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    [Theory]
    [InlineData("https://cdn.example.net/x.gguf", null)]
    [InlineData("/other/x.gguf", null)]
    [InlineData("https://evil.example.com/x.gguf", "download_host_not_allowed")]
    [InlineData("https://example.net/x.gguf", "download_host_not_allowed")]
    [InlineData("http://models.example.org/x.gguf", "download_url_not_https")]
    [InlineData("https://models.example.org/small.gguf", "download_refused")]
    [InlineData("https://models.example.org/gone", "download_refused")]
    public async Task Fetch_FollowsRedirects_ToTrustedHostsOnly(string location, string? code)
    {
        _host.Redirects[Url] = location;

        if (code is null)
            await FetchAsync(Url, Digest);
        else
            Assert.Equal(code, await CodeAsync(Url));
    }

    [Fact]
    public async Task Fetch_IsRefused_WhenTheFileIsThere()
    {
        await FetchAsync(Url, "");
        Assert.Equal("download_target_exists", await CodeAsync(Url));
    }

    [Fact]
    public async Task Fetch_IsRefused_WhenTheFileIsTooLarge() =>
        Assert.Equal("download_too_large", await CodeAsync(Url, "", options => options.MaxFileBytes = 100));

    [Theory]
    [InlineData("http://models.example.org/a.gguf", "", "download_url_not_https")]
    [InlineData("file:///etc/a.gguf", "", "download_url_not_https")]
    [InlineData("https://user:secret@models.example.org/a.gguf", "", "download_url_not_https")]
    [InlineData("not a link", "", "download_url_not_https")]
    [InlineData("https://models.example.org/a.bin", "", "download_bad_file_name")]
    [InlineData("https://models.example.org/..%2F..%2Fa b.gguf", "", "download_bad_file_name")]
    [InlineData("https://models.example.org/.gguf", "", "download_bad_file_name")]
    [InlineData("https://models.example.org/a.gguf", "abc", "download_bad_sha256")]
    public void Parse_Refuses_WhatIsNoGood(string url, string sha256, string code) =>
        Assert.Equal(code, Assert.Throws<DownloadException>(() => DownloadRequest.Parse(url, sha256)).Code);

    [Theory]
    [InlineData("https://models.example.org/..%2F..%2Fa.gguf")]
    [InlineData("https://models.example.org/x/y/a.gguf?download=true")]
    public void Parse_TakesTheLastPartOfThePath_AndNoFolder(string url) =>
        Assert.Equal("a.gguf", DownloadRequest.Parse(url, "").FileName);

    [Theory]
    [InlineData("93.184.216.34", true)]
    [InlineData("2606:4700::1", true)]
    [InlineData("10.1.2.3", false)]
    [InlineData("127.0.0.1", false)]
    [InlineData("169.254.169.254", false)]
    [InlineData("172.31.0.1", false)]
    [InlineData("192.168.1.1", false)]
    [InlineData("100.64.0.1", false)]
    [InlineData("0.0.0.0", false)]
    [InlineData("255.255.255.255", false)]
    [InlineData("::1", false)]
    [InlineData("::ffff:10.0.0.1", false)]
    [InlineData("fe80::1", false)]
    [InlineData("fd00::1", false)]
    [InlineData("64:ff9b::a00:1", false)]
    [InlineData("2002:a00:1::", false)]
    public void PublicAddress_IsOfTheOpenInternetOnly(string address, bool expected) =>
        Assert.Equal(expected, PublicAddress.Is(IPAddress.Parse(address)));

    [Fact]
    public async Task Fetch_NeverConnects_WhenTheNameStandsForThisMachine()
    {
        var options = Options.Create(new DownloadOptions { AllowedHosts = { "localhost" } });
        using var downloader = new ModelDownloader(options);

        var failure = await Assert.ThrowsAsync<DownloadException>(() => downloader.FetchAsync(
            DownloadRequest.Parse("https://localhost:9/a.gguf", ""), _folder.Path, new Recorder([]), CancellationToken.None));

        Assert.Equal("download_private_address", failure.Code);
    }

    public void Dispose()
    {
        _host.Dispose();
        _folder.Dispose();
    }

    private async Task FetchAsync(string url, string sha256, List<DownloadProgress>? progress = null, Action<DownloadOptions>? configure = null)
    {
        var options = new DownloadOptions { AllowedHosts = { "models.example.org", "*.example.net" } };
        configure?.Invoke(options);
        using var downloader = new ModelDownloader(Options.Create(options), new Lent(_host));
        await downloader.FetchAsync(DownloadRequest.Parse(url, sha256), _folder.Path, new Recorder(progress ?? []), CancellationToken.None);
    }

    private async Task<string> CodeAsync(string url, string sha256 = "", Action<DownloadOptions>? configure = null) =>
        (await Assert.ThrowsAsync<DownloadException>(() => FetchAsync(url, sha256, null, configure))).Code;

    private sealed class Recorder(List<DownloadProgress> values) : IProgress<DownloadProgress>
    {
        public void Report(DownloadProgress value) => values.Add(value);
    }

    /// <summary>Somebody who has seen enough as soon as it moves.</summary>
    private sealed class Canceller(CancellationTokenSource cancel) : IProgress<DownloadProgress>
    {
        public void Report(DownloadProgress value) => cancel.Cancel();
    }

    /// <summary>The host outlives each downloader.</summary>
    private sealed class Lent(FakeHost host) : HttpMessageHandler
    {
        private readonly HttpMessageInvoker _host = new(host, disposeHandler: false);

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            _host.SendAsync(request, cancellationToken);

        protected override void Dispose(bool disposing)
        {
            _host.Dispose();
            base.Dispose(disposing);
        }
    }
}
