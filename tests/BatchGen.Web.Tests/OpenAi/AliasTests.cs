using System.Net;
using System.Text;
using System.Text.Json;
using BatchGen.Batches.Data;
using BatchGen.Testing;
using BatchGen.Web.Tests.Access;
using BatchGen.Web.Tests.Hosting;

namespace BatchGen.Web.Tests.OpenAi;

/// <summary>Names that stand for the server's one model, which is called "missing", over both APIs.</summary>
public sealed class AliasTests(ScriptedServer server) : IClassFixture<ScriptedServer>
{
    private static readonly object[] Hi = [new { role = "user", content = "Hi" }];

    [Fact]
    public async Task Models_ListAnAlias_WithWhatItStandsFor()
    {
        using var program = await server.ProgramAsync(Role.Admin);
        await SetAsync(program, "gpt-4o-list", "missing");

        var listed = (await program.AskAsync(HttpMethod.Get, "/v1/models")).GetProperty("data").EnumerateArray().ToList();
        var one = await program.AskAsync(HttpMethod.Get, "/v1/models/gpt-4o-list");

        Assert.Equal("missing", listed.Single(model => model.GetProperty("id").GetString() == "gpt-4o-list").GetProperty("alias_of").GetString());
        Assert.False(listed.Single(model => model.GetProperty("id").GetString() == "missing").TryGetProperty("alias_of", out _));
        Assert.Equal(("gpt-4o-list", "missing"), (one.GetProperty("id").GetString(), one.GetProperty("alias_of").GetString()));
    }

    [Fact]
    public async Task Live_AnswersAnAlias_AsItWasAskedFor_AndSaysWhatRan()
    {
        using var program = await server.ProgramAsync(Role.Admin);
        await SetAsync(program, "gpt-4o-live", "missing");

        var chat = await program.AskAsync(HttpMethod.Post, "/v1/chat/completions", new { model = "gpt-4o-live", messages = Hi });
        var text = await program.AskAsync(HttpMethod.Post, "/v1/completions", new { model = "gpt-4o-live", prompt = "Hi" });
        var own = await program.AskAsync(HttpMethod.Post, "/v1/chat/completions", new { model = "MISSING.gguf", messages = Hi });

        Assert.Equal(("gpt-4o-live", "missing"), ModelsIn(chat));
        Assert.Equal(("gpt-4o-live", "missing"), ModelsIn(text));
        Assert.Equal(("missing", null), ModelsIn(own));
    }

    /// <summary>Who says no model wants each line to run on its own.</summary>
    [Fact]
    public async Task DryRun_WithoutAModel_RunsLinesOnWhatTheyName()
    {
        using var program = await server.ProgramAsync(Role.Admin);
        await SetAsync(program, "gpt-followed", "missing");
        using var lines = new StringContent("{\"model\":\"gpt-followed\",\"prompt\":\"one\"}\n{\"model\":\"gpt-nowhere\",\"prompt\":\"two\"}");

        var report = await program.AskAsync(HttpMethod.Post, "/api/batches/dry-run", lines);

        var runs = Assert.Single(report.GetProperty("runs_on").EnumerateArray());
        Assert.Equal(("missing", 1), (runs.GetProperty("model").GetString(), runs.GetProperty("items").GetInt32()));
        Assert.Equal("model_not_found", Assert.Single(report.GetProperty("problems").EnumerateArray()).GetProperty("code").GetString());
    }

    [Theory]
    [InlineData("/v1/chat/completions", """{"model":"gpt-4o-stream","messages":[{"role":"user","content":"Hi"}],"stream":true,"stream_options":{"include_usage":true}}""")]
    [InlineData("/v1/completions", """{"model":"gpt-4o-stream","prompt":"Hi","stream":true,"stream_options":{"include_usage":true}}""")]
    public async Task Stream_SaysBothNames_InEachEvent(string path, string body)
    {
        using var program = await server.ProgramAsync(Role.Admin);
        await SetAsync(program, "gpt-4o-stream", "missing");
        using var content = new StringContent(body, Encoding.UTF8, "application/json");

        using var response = await program.Client.PostAsync(path, content);

        var events = (await response.Content.ReadAsStringAsync()).Split('\n').Where(line => line.StartsWith("data: {", StringComparison.Ordinal))
            .Select(line => JsonSerializer.Deserialize<JsonElement>(line["data: ".Length..])).ToList();
        Assert.NotEmpty(events);
        Assert.All(events, happened => Assert.Equal(("gpt-4o-stream", "missing"), ModelsIn(happened)));
    }

    [Fact]
    public async Task Name_IsRefusedByEveryDoor_UntilItStandsForAModel()
    {
        using var program = await server.ProgramAsync(Role.Admin);
        using var prompts = new StringContent("one");

        await program.RefusedAsync(HttpMethod.Post, "/v1/chat/completions", new { model = "gpt-door", messages = Hi }, HttpStatusCode.NotFound, "model_not_found");
        await program.RefusedAsync(HttpMethod.Get, "/v1/models/gpt-door", null, HttpStatusCode.NotFound, "model_not_found");
        await program.RefusedAsync(HttpMethod.Post, "/api/templates", new { name = "door", model = "gpt-door" }, HttpStatusCode.NotFound, "model_not_found");
        await program.RefusedAsync(HttpMethod.Post, "/api/batches/dry-run?model=gpt-door", prompts, HttpStatusCode.NotFound, "model_not_found");

        await SetAsync(program, "gpt-door", "missing");

        await program.AskAsync(HttpMethod.Post, "/v1/chat/completions", new { model = "gpt-door", messages = Hi });
        await program.AskAsync(HttpMethod.Post, "/api/templates", new { name = "door", model = "gpt-door" });
        using var again = new StringContent("{\"model\":\"gpt-other\",\"prompt\":\"one\"}");
        var report = await program.AskAsync(HttpMethod.Post, "/api/batches/dry-run?model=gpt-door", again);
        var named = Assert.Single(report.GetProperty("models").EnumerateArray());
        Assert.Equal(("gpt-other", 1, JsonValueKind.Null), (named.GetProperty("name").GetString(), named.GetProperty("lines").GetInt32(), named.GetProperty("means").ValueKind));
    }

    [Theory]
    [InlineData("gpt-4o-mini", "nothing", "alias_target_missing")]
    [InlineData("missing", "nothing", "alias_names_model")]
    [InlineData("self", "self", "alias_to_alias")]
    [InlineData("self ", "missing", "alias_invalid")]
    public async Task Put_IsRefusedWithTheRule(string name, string target, string code)
    {
        using var program = await server.ProgramAsync(Role.Admin);

        await program.RefusedAsync(
            HttpMethod.Put, "/api/settings", new Dictionary<string, object?> { [$"Models:Aliases:{name}"] = target }, HttpStatusCode.BadRequest, code);
    }

    [Fact]
    public async Task Batch_RunsOnTheModelItsSubmitterChose_WhateverItsLinesName()
    {
        using var program = await server.ProgramAsync(Role.Submitter);
        var file = await UploadAsync(program, """{"custom_id":"a","method":"POST","url":"/v1/chat/completions","body":{"model":"gpt-9","messages":[{"role":"user","content":"Hi"}]}}""");
        object order = new { input_file_id = file, endpoint = "/v1/chat/completions", completion_window = "24h", model = "missing" };

        var batch = await program.AskAsync(HttpMethod.Post, "/v1/batches", order);
        var id = batch.GetProperty("id").GetString();
        await Patience.UntilAsync(async () => (await program.AskAsync(HttpMethod.Get, $"/v1/batches/{id}")).GetProperty("status").GetString() == "completed", "its end");

        var ended = await program.AskAsync(HttpMethod.Get, $"/v1/batches/{id}");
        var line = JsonSerializer.Deserialize<JsonElement>(
            await program.Client.GetStringAsync($"/v1/files/{ended.GetProperty("output_file_id").GetString()}/content"));
        Assert.Equal(("gpt-9", "missing"), ModelsIn(line.GetProperty("response").GetProperty("body")));
        Assert.Equal("missing", ended.GetProperty("model").GetString());
        Assert.Equal("gpt-9", (await program.AskAsync(HttpMethod.Get, $"/api/batches/{id}")).GetProperty("models")[0].GetProperty("name").GetString());
    }

    private static async Task<string> UploadAsync(Visitor program, string lines)
    {
        using var form = new MultipartFormDataContent { { new StringContent("batch"), "purpose" }, { new StringContent(lines), "file", "in.jsonl" } };
        return (await program.AskAsync(HttpMethod.Post, "/v1/files", form)).GetProperty("id").GetString()!;
    }

    private static Task SetAsync(Visitor program, string name, string target) =>
        program.AskAsync(HttpMethod.Put, "/api/settings", new Dictionary<string, object?> { [$"Models:Aliases:{name}"] = target });

    private static (string?, string?) ModelsIn(JsonElement body) =>
        (body.GetProperty("model").GetString(), body.TryGetProperty("model_used", out var used) ? used.GetString() : null);
}
