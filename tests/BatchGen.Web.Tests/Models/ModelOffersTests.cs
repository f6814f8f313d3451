using BatchGen.Batches.Models.Downloads;
using BatchGen.Engine.Admission;
using BatchGen.Engine.Planning;
using BatchGen.Engine.Setup;
using BatchGen.Inference.Memory;
using BatchGen.Inference.Runtime;
using BatchGen.Testing;
using BatchGen.Testing.Headers;
using BatchGen.Testing.Hosts;
using BatchGen.Web.Models;
using Microsoft.Extensions.Options;

namespace BatchGen.Web.Tests.Models;

/// <summary>What is recommended of a repository, on machines of different sizes.</summary>
public sealed class ModelOffersTests : IDisposable
{
    private const long MiB = 1L << 20;
    private static readonly RepositoryName Name = new("owner", "model-GGUF", null);

    private readonly ScriptedHub _host = new();
    private readonly ScratchFolder _folder = new();

    [Fact]
    public async Task Read_RecommendsTheMostBits_WhenEverythingFits()
    {
        Serve("Q2_K", 6);
        Serve("Q8_0", 12);

        var list = await ReadAsync(64 * 1024 * MiB);

        Assert.Equal("Q8_0", list.Recommended?.Offer.Quantization);
        Assert.Equal([("Q8_0", false), ("Q2_K", false)], list.Offers.Select(offer => (offer.Offer.Quantization, offer.IsEstimate)));
        Assert.StartsWith("Q8_0 has the most bits of those that fit", list.Reason.ToString(), StringComparison.Ordinal);
        Assert.Null(list.Code);
    }

    /// <summary>A limit at which the larger is too large: found by the plans themselves, not by a number of this test.</summary>
    [Fact]
    public async Task Read_RecommendsTheSmaller_WhenTheLargerIsTooLarge()
    {
        Serve("Q2_K", 6);
        Serve("Q8_0", 12);
        var roomy = await ReadAsync(64 * 1024 * MiB);
        var (larger, smaller) = (roomy.Offers[0].Plan!.OwnBytes, roomy.Offers[1].Plan!.OwnBytes);
        Assert.True(larger > smaller, $"{larger} > {smaller}");

        var list = await ReadAsync(Just(smaller));

        Assert.Equal("Q2_K", list.Recommended?.Offer.Quantization);
        Assert.NotEqual(PlanVerdict.Fits, list.Offers[0].Plan!.Verdict);
        Assert.True(list.Offers[0].IsEstimate);
    }

    [Fact]
    public async Task Read_RecommendsNone_AndSaysWhatTheSmallestNeeds_WhenNothingFits()
    {
        Serve("Q2_K", 6);
        Serve("Q8_0", 12);

        var list = await ReadAsync(16 * MiB);

        Assert.Equal((null, "download_nothing_fits"), (list.Recommended, list.Code));
        Assert.Contains("Q2_K, the smallest, takes", list.Reason.ToString(), StringComparison.Ordinal);
        var refused = await Assert.ThrowsAsync<DownloadException>(() => Offers(16 * MiB).ChooseAsync(Name, CancellationToken.None));
        Assert.Equal("download_nothing_fits", refused.Code);
        Assert.Single(await Offers(16 * MiB).ChooseAsync(Name with { Quantization = "q8_0" }, CancellationToken.None));
    }

    [Fact]
    public async Task Read_CannotTell_WhenTheHeaderIsNone_ButListsThemAll()
    {
        _host.Files["m-Q8_0.gguf"] = new byte[100];
        _host.Files["m-Q2_K.gguf"] = new byte[50];

        var list = await ReadAsync(64 * 1024 * MiB);

        Assert.Equal((null, "download_not_judged", 2), (list.Recommended, list.Code, list.Offers.Count));
        Assert.All(list.Offers, offer => Assert.Null(offer.Plan));
        Assert.Contains("does not start with", list.Reason.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_RecommendsTheNext_WhenTheLargestHasNoHeader()
    {
        Serve("Q2_K", 1);
        Serve("Q4_K_M", 2);
        _host.Files["m-Q8_0.gguf"] = new byte[_host.Files["m-Q4_K_M.gguf"].Length + 1];

        var list = await ReadAsync(64 * 1024 * MiB);

        Assert.Equal("Q4_K_M", list.Recommended?.Offer.Quantization);
        Assert.Null(list.Offers[0].Plan);
    }

    [Fact]
    public async Task Choose_TakesTheRecommended_WithTheDigestOfTheList()
    {
        Serve("Q2_K", 6);

        var request = Assert.Single(await Offers(64 * 1024 * MiB).ChooseAsync(Name, CancellationToken.None));

        Assert.Equal("https://models.example.org/owner/model-GGUF/resolve/main/m-Q2_K.gguf", request.Source.AbsoluteUri);
        Assert.Equal((ScriptedHub.DigestOf(_host.Files["m-Q2_K.gguf"]), _host.Files["m-Q2_K.gguf"].Length), (request.Sha256, request.SizeBytes));
    }

    [Fact]
    public async Task Choose_SaysWhichThereAre_WhenThereIsNoSuchQuantization()
    {
        Serve("Q2_K", 6);
        Serve("Q8_0", 12);

        var refused = await Assert.ThrowsAsync<DownloadException>(
            () => Offers(64 * 1024 * MiB).ChooseAsync(Name with { Quantization = "Q5_0" }, CancellationToken.None));

        Assert.Equal("download_quantization_not_found", refused.Code);
        Assert.Contains("It has Q8_0, Q2_K.", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_FetchesFewHeaders_HoweverManyThereAre()
    {
        for (var width = 2; width < 10; width++)
            Serve($"Q{width}_0", width);

        var list = await ReadAsync(64 * 1024 * MiB);

        Assert.Equal("Q9_0", list.Recommended?.Offer.Quantization);
        Assert.Equal(2, _host.Ranges.Count);
        Assert.Equal(6, list.Offers.Count(offer => offer.IsEstimate));
    }

    public void Dispose()
    {
        _host.Dispose();
        _folder.Dispose();
    }

    /// <summary>Wider layers stand for more bits: the weights are larger, and nothing else of the plan is.</summary>
    private void Serve(string quantization, int width)
    {
        var path = _folder.File($"m-{quantization}.gguf");
        HeaderModel.Write(path, (HeaderModel.Windowed with { FeedForward = 128 * width }).Header());
        _host.Files[Path.GetFileName(path)] = File.ReadAllBytes(path);
    }

    /// <summary>Enough for that and what is to be spare, and not 1 % more.</summary>
    private static long Just(long bytes) => (long)(bytes / 0.95) + (MiB / 2);

    private async Task<OfferList> ReadAsync(long totalBytes) => await Offers(totalBytes).ReadAsync(Name, CancellationToken.None);

    private ModelOffers Offers(long totalBytes)
    {
        var options = Options.Create(new DownloadOptions { AllowedHosts = { "models.example.org" }, HubHost = "models.example.org" });
        return new ModelOffers(new ModelHub(options, _host), new OneProcessor(totalBytes), new WholeDeviceLimits(0), new Loadability(Options.Create(new EngineOptions { Threads = 1 })));
    }

    private sealed class OneProcessor(long totalBytes) : IDeviceSurvey
    {
        public Task<IReadOnlyList<DeviceMemory>> ReadAsync(CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlyList<DeviceMemory>>([new("CPU", "A processor", DeviceKind.Cpu, totalBytes, totalBytes)]);
    }
}
