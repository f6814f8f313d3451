using System.Net;
using BatchGen.Batches.Data;
using BatchGen.Web.Tests.Access;
using BatchGen.Web.Tests.Hosting;
using BatchGen.Web.Tests.OpenAi;

namespace BatchGen.Web.Tests.Pipeline;

/// <summary>HEAD is GET without a body, and what a page does not know is refused as such: never the way to the sign-in again and again.</summary>
public sealed class MethodsTests(RunningServer server) : IClassFixture<RunningServer>
{
    [Theory]
    [InlineData("/account/sign-in")]
    [InlineData("/healthz")]
    [InlineData("/readyz")]
    [InlineData("/")]
    [InlineData("/batches")]
    [InlineData("/docs/api")]
    [InlineData("/hangfire")]
    [InlineData("/no/such/page")]
    [InlineData("/app.css")]
    [InlineData("/v1/models")]
    [InlineData("/api/batches")]
    public async Task Head_IsAnsweredAsGet_WithoutABody(string path)
    {
        using var nobody = Visitor.Nobody(server);
        using var person = await Visitor.PersonAsync(server, Role.Submitter);
        foreach (var visitor in (Visitor[])[nobody, person])
        {
            using var get = await visitor.Client.GetAsync(new Uri(path, UriKind.Relative));
            using var head = await visitor.SendAsync(HttpMethod.Head, path);

            Assert.Equal(get.StatusCode, head.StatusCode);
            Assert.Equal(get.Headers.Location?.ToString(), head.Headers.Location?.ToString());
            Assert.Equal(get.Content.Headers.ContentType?.ToString(), head.Content.Headers.ContentType?.ToString());
            Assert.Empty(await head.Content.ReadAsByteArrayAsync());
        }
    }

    [Theory]
    [InlineData("OPTIONS", "/account/sign-in")]
    [InlineData("PUT", "/account/sign-in")]
    [InlineData("DELETE", "/account/sign-in")]
    [InlineData("PROPFIND", "/account/sign-in")]
    [InlineData("OPTIONS", "/")]
    [InlineData("PATCH", "/batches")]
    [InlineData("POST", "/batches")]
    [InlineData("POST", "/admin/users")]
    [InlineData("POST", "/batches/x/files/output")]
    public async Task OtherMethods_AreRefused_OnPages(string method, string path)
    {
        using var nobody = Visitor.Nobody(server);
        using var person = await Visitor.PersonAsync(server, Role.Admin);
        foreach (var visitor in (Visitor[])[nobody, person])
        {
            using var answer = await visitor.SendAsync(new HttpMethod(method), path);

            Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.StatusCode);
            Assert.Contains("GET", answer.Content.Headers.Allow);
            Assert.Empty(await answer.Content.ReadAsByteArrayAsync());
        }
    }

    [Fact]
    public async Task Forms_AreStillPosted()
    {
        using var nobody = Visitor.Nobody(server);
        using var form = new FormUrlEncodedContent([new("_handler", "sign-in")]);

        using var answer = await nobody.SendAsync(HttpMethod.Post, "/account/sign-in", form);

        // Without its token: the page knows the method and refuses what came.
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }
}
