using System.Net;
using BatchGen.Batches.Data;
using BatchGen.Testing;
using BatchGen.Testing.Models;
using BatchGen.Web.Tests.Hosting;
using BatchGen.Web.Tests.OpenAi;

namespace BatchGen.Web.Tests.Api;

/// <summary>Models over the product's own API: registered and taken off, downloads and quantizations followed to their end.</summary>
public sealed class ModelsApiTests(ScriptedServer server) : IClassFixture<ScriptedServer>
{
    [Fact]
    public async Task Model_IsListed_FromItsRegistrationToItsRemoval()
    {
        using var program = await server.ProgramAsync(Role.Admin);
        var path = RandomModel.PathOf(new RandomModelShape());
        var name = Path.GetFileNameWithoutExtension(path);

        var registered = await program.AskAsync(HttpMethod.Post, "/api/models", new { path });
        await program.RefusedAsync(HttpMethod.Post, "/api/models", new { path }, HttpStatusCode.BadRequest, "model_already_registered");
        await program.AskAsync(HttpMethod.Delete, $"/api/models/{name}");

        Assert.Equal((name, true), (registered.GetProperty("name").GetString(), registered.GetProperty("is_registered").GetBoolean()));
        await program.RefusedAsync(HttpMethod.Delete, $"/api/models/{name}", null, HttpStatusCode.NotFound, "model_not_found");
        await program.RefusedAsync(HttpMethod.Delete, "/api/models/missing", null, HttpStatusCode.BadRequest, "model_not_registered");
    }

    [Theory]
    [InlineData("", """{"path":"models/relative.gguf"}""", HttpStatusCode.BadRequest, "model_path_not_absolute")]
    [InlineData("", """{"path":"/models/absent.gguf"}""", HttpStatusCode.BadRequest, "model_not_found")]
    [InlineData("/downloads", """{"url":"http://models.example.org/a.gguf"}""", HttpStatusCode.BadRequest, "download_url_not_https")]
    [InlineData("/downloads", """{"url":"https://models.example.org/a.gguf","sha256":"0"}""", HttpStatusCode.BadRequest, "download_bad_sha256")]
    [InlineData("/downloads", """{}""", HttpStatusCode.BadRequest, "missing_field")]
    [InlineData("/quantizations", """{"model":"missing"}""", HttpStatusCode.BadRequest, "missing_field")]
    [InlineData("/quantizations", """{"model":"missing","type":"q1"}""", HttpStatusCode.BadRequest, "value_out_of_range")]
    [InlineData("/quantizations", """{"model":"nothing","type":"q4_k_m"}""", HttpStatusCode.NotFound, "model_not_found")]
    [InlineData("/jobs/404404/cancel", "", HttpStatusCode.NotFound, "model_job_not_found")]
    public async Task Post_IsRefusedInASentence_WhenItCannotBe(string path, string body, HttpStatusCode status, string code)
    {
        using var program = await server.ProgramAsync(Role.Admin);
        using var content = new StringContent(body);

        await program.RefusedAsync(HttpMethod.Post, $"/api/models{path}", content, status, code);
    }

    /// <summary>Neither can succeed here: no host is allowed, and the file is no model. The jobs say so.</summary>
    [Theory]
    [InlineData("downloads", """{"url":"https://models.example.org/a.gguf"}""", "download_host_not_allowed")]
    [InlineData("quantizations", """{"model":"missing","type":"q8_0"}""", "gguf_not_gguf")]
    public async Task Job_TellsItsEnd_AndALateCancelLeavesIt(string kind, string body, string code)
    {
        using var program = await server.ProgramAsync(Role.Admin);
        using var content = new StringContent(body);

        var id = (await program.AskAsync(HttpMethod.Post, $"/api/models/{kind}", content)).GetProperty("id").GetInt32();

        await Patience.UntilAsync(async () => (await program.AskAsync(HttpMethod.Get, $"/api/models/jobs/{id}")).GetProperty("state").GetString() != "running", "the job's end");
        var ended = await program.AskAsync(HttpMethod.Post, $"/api/models/jobs/{id}/cancel");
        Assert.Equal(("failed", code), (ended.GetProperty("state").GetString(), ended.GetProperty("code").GetString()));
        Assert.Contains((await program.AskAsync(HttpMethod.Get, "/api/models/jobs")).EnumerateArray(), job => job.GetRawText() == ended.GetRawText());
    }
}
