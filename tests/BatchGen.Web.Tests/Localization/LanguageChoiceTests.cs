using System.Net;
using BatchGen.Web.Tests.Hosting;

namespace BatchGen.Web.Tests.Localization;

public sealed class LanguageChoiceTests(RunningServer server) : IClassFixture<RunningServer>
{
    [Theory]
    [InlineData("/batches?state=failed", "/batches?state=failed")]
    [InlineData("//elsewhere.example/", "/")]
    [InlineData("https://elsewhere.example/", "/")]
    [InlineData("/\\elsewhere.example", "/")]
    [InlineData(null, "/")]
    public async Task Choose_KeepsTheLanguage_AndGoesBackOnlyWithinThisServer(string? back, string expected)
    {
        using var handler = new HttpClientHandler { AllowAutoRedirect = false };
        using var client = new HttpClient(handler) { BaseAddress = new Uri(server.Address) };
        client.DefaultRequestHeaders.Authorization = server.Client.DefaultRequestHeaders.Authorization;

        using var answer = await client.GetAsync(new Uri($"/language/zh-CN?back={Uri.EscapeDataString(back ?? "")}", UriKind.Relative));

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal(expected, answer.Headers.Location?.OriginalString);
        Assert.Contains("""<html lang="zh-CN">""", await client.GetStringAsync(new Uri("/", UriKind.Relative)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Choose_IsNotFound_WhenThePagesDoNotSpeakIt()
    {
        using var answer = await server.Client.GetAsync(new Uri("/language/tlh", UriKind.Relative));

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }
}
