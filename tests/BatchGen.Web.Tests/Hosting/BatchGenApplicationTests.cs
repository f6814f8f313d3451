using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using BatchGen.Batches.Data;
using BatchGen.Engine.Client;
using BatchGen.Testing;
using BatchGen.Web.Hosting;
using BatchGen.Web.Tests.Fakes;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace BatchGen.Web.Tests.Hosting;

/// <summary>The real server, asked over HTTP.</summary>
public sealed partial class BatchGenApplicationTests(RunningServer server) : IClassFixture<RunningServer>
{
    private HttpClient Client => server.Client;

    [Theory]
    [InlineData("/", "text/html")]
    [InlineData("/new", "text/html")]
    [InlineData("/batches", "text/html")]
    [InlineData("/app.css", "text/css")]
    [InlineData("/frame.js", "text/javascript")]
    [InlineData("/_content/MudBlazor/MudBlazor.min.css", "text/css")]
    [InlineData("/_framework/blazor.web.js", "text/javascript")]
    [InlineData("/hangfire", "text/html")]
    [InlineData("/healthz", "application/json")]
    public async Task Get_Answers_WithItsOwnType(string path, string type)
    {
        using var answer = await Client.GetAsync(new Uri(path, UriKind.Relative));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(type, answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
    }

    /// <summary>The components' own rules lie in a file that the build names after the package.</summary>
    [Fact]
    public async Task Page_NamesOnlyFilesThatAreThere()
    {
        var page = await Client.GetStringAsync(new Uri("/", UriKind.Relative));
        var files = FilesOfAPage().Matches(page).Select(match => match.Groups["file"].Value).ToList();

        Assert.Contains(files, file => file.Contains(".styles.", StringComparison.Ordinal));
        foreach (var file in files)
        {
            using var answer = await Client.GetAsync(new Uri(file, UriKind.Relative));
            Assert.True(answer.IsSuccessStatusCode, $"{file}: {answer.StatusCode}");
        }
    }

    [Fact]
    public async Task Page_HoldsBothPalettes_SoThatTheThemeNeedsNoCircuit()
    {
        var page = await Client.GetStringAsync(new Uri("/", UriKind.Relative));

        Assert.Matches(@":root\s*\{[^}]*--mud-palette-primary: rgba\(79,70,229,1\)", page);
        Assert.Matches(@":root\[data-theme=dark\]\s*\{[^}]*--mud-palette-primary: rgba\(159,163,255,1\)", page);
    }

    [Fact]
    public async Task Readyz_SaysWhatIsMissing_WhenTheModelFileIsNotThere()
    {
        using var answer = await Client.GetAsync(new Uri("/readyz", UriKind.Relative));
        var parts = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("parts");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Equal("ok", parts.GetProperty("database").GetProperty("status").GetString());
        Assert.Equal("not_ready", parts.GetProperty("engine").GetProperty("status").GetString());
        Assert.Contains("missing.gguf", parts.GetProperty("engine").GetProperty("reason").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/batches/batch_none/files/output")]
    [InlineData("/batches/batch_none/files/secrets")]
    [InlineData("/batches/batch_none/files/0")]
    public async Task ResultFile_IsNotFoundInWords_WhenThereIsNone(string path)
    {
        using var answer = await Client.GetAsync(new Uri(path, UriKind.Relative));

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.StartsWith("text/plain", answer.Content.Headers.ContentType?.ToString(), StringComparison.Ordinal);
        Assert.EndsWith(".", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task StartAsync_FailsInOneSentence_WhenThePortIsTaken()
    {
        using var elsewhere = new ScratchFolder();
        var settings = server.Settings();
        settings["Urls"] = server.Address;
        settings["Storage:DataDirectory"] = elsewhere.Path;
        await using var second = new BatchGenApplication(settings, services => services.AddSingleton<IEngineManager>(new FakeEngineManager()));

        var failure = await Assert.ThrowsAnyAsync<IOException>(() => second.StartAsync());

        var sentence = Assert.Single(StartupProblem.Describe(failure)!);
        Assert.Contains(new Uri(server.Address).Port.ToString(CultureInfo.InvariantCulture), sentence, StringComparison.Ordinal);
        Assert.Contains("--urls", sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task StartAsync_FailsInOneSentence_WhenAnotherServerHoldsTheDataDirectory()
    {
        await using var second = new BatchGenApplication(server.Settings(), services => services.AddSingleton<IEngineManager>(new FakeEngineManager()));

        var failure = await Assert.ThrowsAsync<StorageException>(() => second.StartAsync());

        Assert.Contains("in use by another BatchGen", Assert.Single(StartupProblem.Describe(failure)!), StringComparison.Ordinal);
    }

    /// <summary>Each watched file takes an inotify instance, and a server that finds none left would not start.</summary>
    [Fact]
    public void Configuration_IsReadOnce()
    {
        var files = ((IConfigurationRoot)BatchGenApplication.ReadConfiguration(new Dictionary<string, string?>())).Providers
            .OfType<FileConfigurationProvider>().ToList();

        Assert.Contains(files, file => file.Source.Path == "appsettings.json");
        Assert.DoesNotContain(files, file => file.Source.ReloadOnChange);
    }

    [GeneratedRegex("(?:<script src|<link rel=\"(?:stylesheet|icon)\"(?: type=\"[^\"]*\")? href)=\"(?<file>[^\"]+)\"")]
    private static partial Regex FilesOfAPage();
}
