using System.Net;
using BatchGen.Batches.Models.Downloads;
using BatchGen.Inference.Gguf;
using BatchGen.Testing;
using BatchGen.Testing.Headers;
using BatchGen.Testing.Hosts;
using Microsoft.Extensions.Options;

namespace BatchGen.Batches.Tests.Models.Downloads;

/// <summary>A hub asked for a repository: what is made of its list, and what is said when it answers badly.</summary>
public sealed class ModelHubTests : IDisposable
{
    private static readonly RepositoryName Name = new("owner", "model-GGUF", null);

    private readonly ScriptedHub _host = new();
    private readonly DownloadOptions _options = new() { AllowedHosts = { "models.example.org", "*.example.net" }, HubHost = "models.example.org" };
    private readonly ScratchFolder _folder = new();

    [Fact]
    public async Task List_HasEachQuantizationOnce_LargestFirst_WithItsPartsAndDigests()
    {
        _host.Files["model-Q4_K_M.gguf"] = new byte[40];
        _host.Files["model-Q2_K.gguf"] = new byte[20];
        _host.Files["big/model-BF16-00001-of-00002.gguf"] = new byte[70];
        _host.Files["big/model-BF16-00002-of-00002.gguf"] = new byte[60];
        _host.Files["model-Q8_0-00001-of-00002.gguf"] = new byte[200]; // its second part is missing
        _host.Files["mmproj-model-F16.gguf"] = new byte[500];
        _host.Files["model.imatrix.gguf"] = new byte[500];
        _host.Files["README.md"] = new byte[500];

        var offers = await ListAsync();

        Assert.Equal([("BF16", 2, 130L), ("Q4_K_M", 1, 40L), ("Q2_K", 1, 20L)], offers.Select(offer => (offer.Quantization, offer.Files.Count, offer.SizeBytes)));
        Assert.All(offers.SelectMany(offer => offer.Files), file => Assert.Equal(ScriptedHub.DigestOf(_host.Files[file.Path]), file.Sha256));
        Assert.Equal("/api/models/owner/model-GGUF/tree/main?recursive=true", Assert.Single(_host.Asked));
    }

    [Theory]
    [InlineData("codegeex4-all-9b-Q4_K_M.gguf", "Q4_K_M")]
    [InlineData("codegeex4-all-9b-q6_k_l.gguf", "Q6_K_L")]
    [InlineData("Model-7B-UD-IQ2_XXS.gguf", "UD-IQ2_XXS")]
    [InlineData("qwen3.Q8_0.gguf", "Q8_0")]
    [InlineData("gpt-oss-mxfp4.gguf", "MXFP4")]
    [InlineData("model-f16-Q4_0_4_4.gguf", "Q4_0_4_4")]
    [InlineData("whole-model.gguf", "whole-model")]
    public void Offer_IsCalledAsItsFileSays(string file, string quantization) =>
        Assert.Equal(quantization, Assert.Single(ModelOffer.From([new RepositoryFile(file, 1, null)])).Quantization);

    [Fact]
    public void Offers_AreCalledByTheirFiles_WhenTwoHaveTheSameQuantization()
    {
        var offers = ModelOffer.From([new("a-Q8_0.gguf", 2, null), new("b-Q8_0.gguf", 1, null), new("../c-Q2_K.gguf", 1, null)]);

        Assert.Equal(["a-Q8_0", "b-Q8_0"], offers.Select(offer => offer.Quantization));
    }

    [Theory]
    [InlineData(HttpStatusCode.NotFound, "download_repository_not_found")]
    [InlineData(HttpStatusCode.Unauthorized, "download_repository_gated")]
    [InlineData(HttpStatusCode.Forbidden, "download_repository_gated")]
    [InlineData(HttpStatusCode.InternalServerError, "download_refused")]
    public async Task List_SaysWhatTheHostRefuses(HttpStatusCode status, string code)
    {
        _host.Listing = () => new HttpResponseMessage(status);
        Assert.Equal(code, await CodeAsync());
    }

    [Theory]
    [InlineData("no JSON", "download_listing_malformed")]
    [InlineData("""{"error":"no"}""", "download_listing_malformed")]
    [InlineData("""[{"type":"file","path":"a-Q8_0.gguf"}]""", "download_listing_malformed")]
    [InlineData("""[{"type":"file","path":"a-Q8_0.gguf","size":"1"}]""", "download_listing_malformed")]
    [InlineData("""[{"type":"file","path":"a-Q8_0.gguf","size":1,"lfs":{"oid":"12"}}]""", "download_listing_malformed")]
    [InlineData("""[1]""", "download_listing_malformed")]
    [InlineData("""[{"type":"file","path":"a.safetensors","size":1},{"type":"directory","path":"b.gguf"}]""", "download_no_gguf")]
    public async Task List_SaysWhatIsWrongWithTheAnswer(string answer, string code)
    {
        _host.Listing = () => new HttpResponseMessage { Content = new StringContent(answer) };
        Assert.Equal(code, await CodeAsync());
    }

    [Fact]
    public async Task List_ReadsNoMoreThanItsBound()
    {
        var endless = new EndlessStream();
        _host.Listing = () => new HttpResponseMessage { Content = new StreamContent(endless) };

        Assert.Equal("download_listing_too_large", await CodeAsync());
        Assert.InRange(endless.Given, 1, ModelHub.MostListingBytes + (1 << 20));
    }

    [Fact]
    public async Task List_IsTooLarge_WhenThereIsAnotherPage()
    {
        _host.Listing = () => new HttpResponseMessage { Content = new StringContent("[]"), Headers = { { "Link", "<https://models.example.org/2>; rel=\"next\"" } } };
        Assert.Equal("download_listing_too_large", await CodeAsync());
    }

    [Fact]
    public async Task List_GivesUp_WhenTheHostSaysNothing()
    {
        _options.StallTimeout = TimeSpan.FromMilliseconds(20);
        _host.IsSilent = true;
        Assert.Equal("download_hub_unreachable", await CodeAsync());
    }

    [Theory]
    [InlineData("https://evil.example.com/list", "download_host_not_allowed")]
    [InlineData("http://models.example.org/list", "download_url_not_https")]
    [InlineData("https://models.example.org/api/models/owner/model-GGUF/tree/main?recursive=true", "download_refused")]
    public async Task List_FollowsRedirects_ToTrustedHostsOnly(string location, string code)
    {
        _host.Listing = () => new HttpResponseMessage(HttpStatusCode.TemporaryRedirect) { Headers = { Location = new Uri(location) } };
        Assert.Equal(code, await CodeAsync());
    }

    [Fact]
    public async Task List_IsRefused_WhenNoHostIsNamed()
    {
        _options.HubHost = "";
        Assert.Equal("download_no_hub", await CodeAsync());
        Assert.Empty(_host.Asked);
    }

    [Fact]
    public async Task List_NeverConnects_WhenTheNameStandsForThisMachine()
    {
        using var hub = new ModelHub(Options.Create(new DownloadOptions { AllowedHosts = { "localhost" }, HubHost = "localhost:9" }));
        Assert.Equal("download_private_address", (await Assert.ThrowsAsync<DownloadException>(() => hub.ListAsync(Name, CancellationToken.None))).Code);
    }

    [Theory]
    [InlineData("owner/name", null)]
    [InlineData(" owner/na.me-GGUF:q4_k_m ", "q4_k_m")]
    public void Parse_TakesNameAndQuantization(string text, string? quantization) => Assert.Equal(quantization, RepositoryName.Parse(text).Quantization);

    [Theory]
    [InlineData("name")]
    [InlineData("owner/..")]
    [InlineData("../api")]
    [InlineData("a/b/c")]
    [InlineData("owner/name:")]
    [InlineData("owner/na me")]
    [InlineData("https://models.example.org/owner/name")]
    public void Parse_Refuses_WhatIsNone(string text) =>
        Assert.Equal("download_bad_repository", Assert.Throws<DownloadException>(() => RepositoryName.Parse(text)).Code);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Headers_AreReadWithoutTheWeights_AlsoOfSeveralFiles(bool knowsRanges)
    {
        _host.KnowsRanges = knowsRanges;
        using var source = new ScratchFolder();
        foreach (var part in HeaderModel.WriteParts(source.Path, "m-F32", HeaderModel.Windowed.Header().Key("general.description", new string('x', 3 << 20)), 2))
            _host.Files[Path.GetFileName(part)] = [.. await File.ReadAllBytesAsync(part), .. new byte[9 << 20]];
        using var hub = new ModelHub(Options.Create(_options), new Lent(_host));

        var path = await hub.ReadHeadersAsync(Name, Assert.Single(await ListAsync()), _folder.Path, CancellationToken.None);

        Assert.Equal(GgufFile.Read(Path.Combine(source.Path, Path.GetFileName(path))).Tensors.Count, GgufFile.Read(path).Tensors.Count);
        Assert.Equal(9L << 20, Directory.GetFiles(_folder.Path).Sum(file => new FileInfo(file).Length));
    }

    [Fact]
    public async Task Header_IsFetchedOn_UntilItIsWhole()
    {
        using var source = new ScratchFolder();
        HeaderModel.Write(source.File("m-F32.gguf"), HeaderModel.Windowed.Header().Key("general.description", new string('x', 9 << 20)));
        _host.Files["m-F32.gguf"] = [.. await File.ReadAllBytesAsync(source.File("m-F32.gguf")), .. new byte[9 << 20]];
        using var hub = new ModelHub(Options.Create(_options), new Lent(_host));

        var path = await hub.ReadHeadersAsync(Name, Assert.Single(await ListAsync()), _folder.Path, CancellationToken.None);

        Assert.Equal(16L << 20, new FileInfo(path).Length);
        Assert.Equal(["bytes=0-8388607", "bytes=8388608-16777215"], _host.Ranges);
    }

    [Fact]
    public async Task Fetch_BringsEveryPart_AndNoneTwice()
    {
        using var source = new ScratchFolder();
        foreach (var part in HeaderModel.WriteParts(source.Path, "m-F32", HeaderModel.Windowed.Header(), 3))
            _host.Files[Path.GetFileName(part)] = await File.ReadAllBytesAsync(part);
        var offer = Assert.Single(await ListAsync());
        using var hub = new ModelHub(Options.Create(_options), new Lent(_host));
        using var downloader = new ModelDownloader(Options.Create(_options), new Lent(_host));
        var seen = new List<DownloadProgress>();
        await downloader.FetchAsync(hub.RequestsFor(Name, offer)[0], _folder.Path, new Recorder([]), CancellationToken.None);
        _host.Asked.Clear();

        await downloader.FetchAllAsync(hub.RequestsFor(Name, offer), _folder.Path, new Recorder(seen), CancellationToken.None);

        Assert.Equal(
            ["/owner/model-GGUF/resolve/main/m-F32-00002-of-00003.gguf", "/owner/model-GGUF/resolve/main/m-F32-00003-of-00003.gguf"], _host.Asked);
        Assert.Equal(new DownloadProgress(offer.SizeBytes, offer.SizeBytes), seen[^1]);
        Assert.True(GgufFile.Read(Path.Combine(_folder.Path, "m-F32-00001-of-00003.gguf")).DataComplete);
        var again = await Assert.ThrowsAsync<DownloadException>(
            () => downloader.FetchAllAsync(hub.RequestsFor(Name, offer), _folder.Path, new Recorder([]), CancellationToken.None));
        Assert.Equal("download_target_exists", again.Code);
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("models.example.org", true)]
    [InlineData("models.example.org:8443", true)]
    [InlineData("other.example.org", false)]
    [InlineData("models.example.org/path", false)]
    [InlineData("two hosts", false)]
    public void Options_NeedAHostOfTheList(string host, bool isFine) =>
        Assert.Equal(isFine, new DownloadOptionsValidator().Validate(null, new DownloadOptions { AllowedHosts = { "models.example.org" }, HubHost = host }).Succeeded);

    public void Dispose()
    {
        _host.Dispose();
        _folder.Dispose();
    }

    private async Task<IReadOnlyList<ModelOffer>> ListAsync()
    {
        using var hub = new ModelHub(Options.Create(_options), new Lent(_host));
        return await hub.ListAsync(Name, CancellationToken.None);
    }

    private async Task<string> CodeAsync() => (await Assert.ThrowsAsync<DownloadException>(ListAsync)).Code;

    private sealed class Recorder(List<DownloadProgress> values) : IProgress<DownloadProgress>
    {
        public void Report(DownloadProgress value) => values.Add(value);
    }

    /// <summary>The host outlives each client.</summary>
    private sealed class Lent(ScriptedHub host) : HttpMessageHandler
    {
        private readonly HttpMessageInvoker _host = new(host, disposeHandler: false);

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            _host.SendAsync(request, cancellationToken);
    }

    /// <summary>Says what it is asked to, without an end.</summary>
    private sealed class EndlessStream : Stream
    {
        public long Given { get; private set; }

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => Given; set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            Given += count;
            return count;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
