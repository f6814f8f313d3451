using System.Net;
using BatchGen.Batches.Data;
using BatchGen.Batches.Models.Downloads;
using BatchGen.Testing;
using BatchGen.Testing.Headers;
using BatchGen.Testing.Hosts;
using BatchGen.Web.Tests.Access;
using BatchGen.Web.Tests.CommandLine.Servers;
using BatchGen.Web.Tests.Hosting;
using BatchGen.Web.Tests.OpenAi;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace BatchGen.Web.Tests.Api;

/// <summary>From the name of a repository to the model in the folder, over the API and by the command.</summary>
public sealed class OffersApiTests(HubServer server) : IClassFixture<HubServer>
{
    [Fact]
    public async Task Offer_IsListedAndDownloaded()
    {
        using var program = await server.ProgramAsync(Role.Admin);

        var list = await program.AskAsync(HttpMethod.Get, "/api/models/offers?name=owner/model-GGUF");
        Assert.Equal("Q8_0", list.GetProperty("recommended").GetString());
        Assert.Equal(["Q8_0", "Q2_K"], list.GetProperty("offers").EnumerateArray().Select(offer => offer.GetProperty("quantization").GetString()));
        Assert.All(list.GetProperty("offers").EnumerateArray(), offer => Assert.Equal("fits", offer.GetProperty("verdict").GetString()));

        var job = await program.AskAsync(HttpMethod.Post, "/api/models/downloads", new { name = "owner/model-GGUF", quantization = "q2_k" });
        await Patience.UntilAsync(
            async () => (await program.AskAsync(HttpMethod.Get, $"/api/models/jobs/{job.GetProperty("id").GetInt32()}")).GetProperty("state").GetString() == "done",
            "the download");
        Assert.Equal(server.Hub.Files["m-Q2_K.gguf"], await File.ReadAllBytesAsync(Path.Combine(server.Models, "m-Q2_K.gguf")));
    }

    [Fact]
    public async Task Add_BringsTheRecommendedOne()
    {
        using var shell = await Shell.AtAsync(server, Role.Admin);

        (await shell.RunAsync("models", "add", "owner/model-GGUF", "--wait")).Succeeded();

        Assert.Equal(server.Hub.Files["m-Q8_0.gguf"], await File.ReadAllBytesAsync(Path.Combine(server.Models, "m-Q8_0.gguf")));
    }

    [Theory]
    [InlineData("name=owner/other", HttpStatusCode.NotFound, "download_repository_not_found")]
    [InlineData("name=other", HttpStatusCode.BadRequest, "download_bad_repository")]
    [InlineData("", HttpStatusCode.BadRequest, "download_bad_repository")]
    public async Task Get_IsRefusedInASentence(string query, HttpStatusCode status, string code)
    {
        using var program = await server.ProgramAsync(Role.Admin);

        await program.RefusedAsync(HttpMethod.Get, $"/api/models/offers?{query}", null, status, code);
    }

    [Fact]
    public async Task Get_IsForAdministrators_SinceItMakesTheServerAsk()
    {
        using var program = await server.ProgramAsync(Role.Operator);

        await program.RefusedAsync(HttpMethod.Get, "/api/models/offers?name=owner/model-GGUF", null, HttpStatusCode.Forbidden, "insufficient_rights");
    }
}

/// <summary>The real server beside a hub that has two quantizations.</summary>
public sealed class HubServer : RunningServer
{
    private static readonly DownloadOptions Trusting = new() { AllowedHosts = { "models.example.org" }, HubHost = "models.example.org" };

    public HubServer()
        : this(new ScriptedHub(), Directory.CreateTempSubdirectory("batchgen-hub-").FullName)
    {
    }

    private HubServer(ScriptedHub hub, string models)
        : base(FailToLoad, services => services
            .AddSingleton(new ModelHub(Options.Create(Trusting), hub)).AddSingleton(new ModelDownloader(Options.Create(Trusting), hub)),
            new KeyValuePair<string, string?>("Models:Directory", models))
    {
        (Hub, Models) = (hub, models);
        foreach (var (quantization, width) in new[] { ("Q2_K", 1), ("Q8_0", 4) })
        {
            var path = Path.Combine(models, "served");
            HeaderModel.Write(path, (HeaderModel.Windowed with { FeedForward = 128 * width }).Header());
            hub.Files[$"m-{quantization}.gguf"] = File.ReadAllBytes(path);
            File.Delete(path);
        }
    }

    public ScriptedHub Hub { get; }

    public string Models { get; }
}
