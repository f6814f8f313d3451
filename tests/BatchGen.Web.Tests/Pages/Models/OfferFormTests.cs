using BatchGen.Batches.Models.Downloads;
using BatchGen.Testing;
using BatchGen.Testing.Headers;
using BatchGen.Testing.Hosts;
using BatchGen.Web.Models;
using BatchGen.Web.Pages.Models;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace BatchGen.Web.Tests.Pages.Models;

/// <summary>A repository's name is typed, its quantizations are shown, and one is downloaded.</summary>
public sealed class OfferFormTests : PageTestBase
{
    private static readonly DownloadOptions Trusting = new() { AllowedHosts = { "models.example.org" }, HubHost = "models.example.org" };

    private readonly ScriptedHub _hub;

    public OfferFormTests()
        : this(new ScriptedHub())
    {
    }

    private OfferFormTests(ScriptedHub hub)
        : base(replace: services => services
            .AddSingleton(new ModelHub(Options.Create(Trusting), hub)).AddSingleton(new ModelDownloader(Options.Create(Trusting), hub)))
    {
        _hub = hub;
        using var folder = new ScratchFolder();
        foreach (var (quantization, width) in new[] { ("Q2_K", 1), ("Q4_K_M", 2), ("Q8_0", 4) })
        {
            HeaderModel.Write(folder.File("served"), (HeaderModel.Windowed with { FeedForward = 128 * width }).Header());
            _hub.Files[$"m-{quantization}.gguf"] = File.ReadAllBytes(folder.File("served"));
        }
    }

    [Fact]
    public async Task Look_ShowsEachQuantization_AndMarksTheBest()
    {
        var form = Render<OfferForm>();

        await LookAsync(form, "owner/model-GGUF:q4_k_m");

        form.WaitForAssertion(() => Assert.Equal(3, form.FindAll(".offers li").Count));
        var rows = form.FindAll(".offers li").Select(row => row.TextContent).ToList();
        Assert.Contains("Q8_0", rows[0], StringComparison.Ordinal);
        Assert.Contains("recommended", rows[0], StringComparison.Ordinal);
        Assert.Contains("estimated", rows[1], StringComparison.Ordinal);
        Assert.All(rows, row => Assert.Contains("Fits", row, StringComparison.Ordinal));
        Assert.Contains("Q4_K_M", form.Find(".offer-asked").TextContent, StringComparison.Ordinal);
        Assert.Contains("has the most bits of those that fit", form.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Look_SaysThatTheOneAskedForIsNotThere()
    {
        var form = Render<OfferForm>();

        await LookAsync(form, "owner/model-GGUF:Q5_0");

        form.WaitForAssertion(() => Assert.Contains("There is no Q5_0 among them.", form.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Download_BeginsTheOneThatWasChosen()
    {
        var form = Render<OfferForm>();
        await LookAsync(form, "owner/model-GGUF");
        form.WaitForElement("[aria-label='Download Q2_K']");

        await form.InvokeAsync(() => form.Find("[aria-label='Download Q2_K']").Click());

        form.WaitForAssertion(() => Assert.Equal("m-Q2_K.gguf", Assert.Single(Services.GetRequiredService<ModelJobs>().List()).What));
        await Patience.UntilAsync(
            () => Task.FromResult(Services.GetRequiredService<ModelJobs>().List()[0].State is ModelJobState.Done), "the download");
        Assert.Empty(form.FindAll(".offers li"));
    }

    [Theory]
    [InlineData("owner/other", "download_repository_not_found")]
    [InlineData("other", "download_bad_repository")]
    public async Task Look_SaysWhyNot(string name, string code)
    {
        var form = Render<OfferForm>();

        await LookAsync(form, name);

        form.WaitForAssertion(() => Assert.Contains(code, form.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Look_ShowsThemAll_WhenTheyCannotBeJudged()
    {
        _hub.Files["m-Q2_K.gguf"] = new byte[10];
        var form = Render<OfferForm>();

        await LookAsync(form, "owner/model-GGUF");

        form.WaitForAssertion(() => Assert.Contains("download_not_judged", form.Markup, StringComparison.Ordinal));
        Assert.Equal(3, form.FindAll(".offers button").Count);
    }

    private static async Task LookAsync(IRenderedComponent<OfferForm> form, string name)
    {
        await form.InvokeAsync(() => form.Find("#repository").Input(name));
        await form.InvokeAsync(() => form.Find(".offer-ask").Submit());
    }
}
