using System.Net;
using BatchGen.Batches.Data;
using BatchGen.Engine.Client;
using BatchGen.Testing;
using BatchGen.Testing.Headers;
using BatchGen.Testing.Models;
using BatchGen.Web.Tests.Access;
using BatchGen.Web.Tests.Fakes;
using BatchGen.Web.Tests.Hosting;
using BatchGen.Web.Tests.OpenAi;
using Microsoft.Extensions.DependencyInjection;

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
    [InlineData("tokenizer.ggml.pre", "nobody-knows", "gguf_unknown_tokenizer")]
    [InlineData("tokenizer.ggml.model", "nobody", "gguf_unknown_tokenizer")]
    [InlineData("tokenizer.chat_template", "{{ messages | nobody }}", "chat_template_unsupported")]
    [InlineData("tokenizer.chat_template", "{% if %}", "chat_template_unsupported")]
    [InlineData("general.architecture", "nobody", "gguf_unknown_architecture")]
    public async Task Register_IsRefused_ForWhatALoadWouldLearn(string key, string value, string code)
    {
        using var folder = new ScratchFolder();
        using var program = await server.ProgramAsync(Role.Admin);
        var path = folder.File("odd.gguf");
        HeaderModel.Write(path, HeaderModel.Windowed.Header().Key(key, value));

        await program.RefusedAsync(HttpMethod.Post, "/api/models", new { path }, HttpStatusCode.BadRequest, code);
        Assert.DoesNotContain(
            (await program.AskAsync(HttpMethod.Get, "/api/models")).EnumerateArray(), model => model.GetProperty("name").GetString() == "odd");
    }

    [Fact]
    public async Task Register_TakesAModelOfSeveralFiles_AsOne()
    {
        using var folder = new ScratchFolder();
        using var program = await server.ProgramAsync(Role.Admin);
        var paths = HeaderModel.WriteParts(folder.Path, $"m{Guid.NewGuid():N}", HeaderModel.Windowed.Header(), 3);

        await program.RefusedAsync(HttpMethod.Post, "/api/models", new { path = paths[1] }, HttpStatusCode.BadRequest, "gguf_split_file");
        var registered = await program.AskAsync(HttpMethod.Post, "/api/models", new { path = paths[0] });
        Assert.Equal(
            (3, paths.Sum(path => new FileInfo(path).Length), "fits"),
            (registered.GetProperty("parts").GetInt32(), registered.GetProperty("size_bytes").GetInt64(), registered.GetProperty("verdict").GetString()));
        Assert.Equal(5, (await program.AskAsync(HttpMethod.Get, $"/api/memory/plan?model={registered.GetProperty("name").GetString()}")).GetProperty("windowed_layers").GetInt32());

        File.Delete(paths[2]);
        var broken = await ModelAsync(program, registered.GetProperty("name").GetString()!);
        Assert.Equal("gguf_split_file", broken.GetProperty("problem_code").GetString());
        Assert.Contains(paths[2], broken.GetProperty("problem").GetString(), StringComparison.Ordinal);
        await program.AskAsync(HttpMethod.Delete, $"/api/models/{registered.GetProperty("name").GetString()}");
    }

    /// <summary>What no header tells stands in the list and in the plan, until the model loads or its file changes.</summary>
    [Fact]
    public async Task List_SaysWhatTheLastLoadLearnt()
    {
        using var folder = new ScratchFolder();
        using var program = await server.ProgramAsync(Role.Admin);
        var path = folder.File($"m{Guid.NewGuid():N}.gguf");
        HeaderModel.Write(path, HeaderModel.Windowed.Header());
        var name = Path.GetFileNameWithoutExtension(path);
        var registered = await program.AskAsync(HttpMethod.Post, "/api/models", new { path });
        Assert.Equal(System.Text.Json.JsonValueKind.Null, registered.GetProperty("problem").ValueKind);
        Assert.Contains("no chat template", registered.GetProperty("caution").GetString(), StringComparison.Ordinal);

        var engine = ((FakeEngineManager)server.Services.GetRequiredService<IEngineManager>()).Engine(path);
        engine.Announce(status => status with { State = EngineState.Failed, LoadFailure = new LoadFailure("model_load_failed", "llama.cpp cannot load it: unknown pre-tokenizer type.", DateTimeOffset.UtcNow.AddMinutes(1)) });

        var failed = await ModelAsync(program, name);
        Assert.Equal(
            ("model_load_failed", "llama.cpp cannot load it: unknown pre-tokenizer type."),
            (failed.GetProperty("problem_code").GetString(), failed.GetProperty("problem").GetString()));
        Assert.Equal(
            "model_load_failed", (await program.AskAsync(HttpMethod.Get, $"/api/memory/plan?model={name}")).GetProperty("load_problem_code").GetString());

        File.SetLastWriteTimeUtc(path, DateTime.UtcNow.AddMinutes(5));
        Assert.Equal(System.Text.Json.JsonValueKind.Null, (await ModelAsync(program, name)).GetProperty("problem").ValueKind);
        await program.AskAsync(HttpMethod.Delete, $"/api/models/{name}");
    }

    [Theory]
    [InlineData("", """{"path":"models/relative.gguf"}""", HttpStatusCode.BadRequest, "model_path_not_absolute")]
    [InlineData("", """{"path":"/models/absent.gguf"}""", HttpStatusCode.BadRequest, "model_not_found")]
    [InlineData("/downloads", """{"url":"http://models.example.org/a.gguf"}""", HttpStatusCode.BadRequest, "download_url_not_https")]
    [InlineData("/downloads", """{"url":"https://models.example.org/a.gguf","sha256":"0"}""", HttpStatusCode.BadRequest, "download_bad_sha256")]
    [InlineData("/downloads", """{"name":"owner/model-GGUF"}""", HttpStatusCode.BadRequest, "download_no_hub")]
    [InlineData("/downloads", """{"name":"model"}""", HttpStatusCode.BadRequest, "download_bad_repository")]
    [InlineData("/downloads", """{"name":"a/b","url":"https://models.example.org/a.gguf"}""", HttpStatusCode.BadRequest, "value_out_of_range")]
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

        await Patience.UntilAsync(
            async () => (await program.AskAsync(HttpMethod.Get, $"/api/models/jobs/{id}")).GetProperty("state").GetString() != "running", "the job's end");
        var ended = await program.AskAsync(HttpMethod.Post, $"/api/models/jobs/{id}/cancel");
        Assert.Equal(("failed", code), (ended.GetProperty("state").GetString(), ended.GetProperty("code").GetString()));
        Assert.Contains((await program.AskAsync(HttpMethod.Get, "/api/models/jobs")).EnumerateArray(), job => job.GetRawText() == ended.GetRawText());
    }

    private static async Task<System.Text.Json.JsonElement> ModelAsync(Visitor program, string name) =>
        (await program.AskAsync(HttpMethod.Get, "/api/models")).EnumerateArray().Single(model => model.GetProperty("name").GetString() == name);
}
