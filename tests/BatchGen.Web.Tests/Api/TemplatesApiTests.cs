using System.Net;
using System.Text;
using BatchGen.Batches.Data;
using BatchGen.Batches.Schedules;
using BatchGen.Batches.Submission;
using BatchGen.Batches.Templates;
using BatchGen.Web.Tests.Access;
using BatchGen.Web.Tests.Hosting;
using BatchGen.Web.Tests.OpenAi;
using Microsoft.Extensions.DependencyInjection;

namespace BatchGen.Web.Tests.Api;

/// <summary>Templates over the product's own API: found, renamed, copied, submitted, deleted, by whom they belong to.</summary>
public sealed class TemplatesApiTests(ScriptedServer server) : IClassFixture<ScriptedServer>
{
    [Fact]
    public async Task Templates_AreFoundByName_WithWhatTheyHold()
    {
        using var program = await server.ProgramAsync(Role.Operator);
        var name = NewName();
        var id = await SaveAsync(name);

        var found = Assert.Single((await program.AskAsync(HttpMethod.Get, $"/api/templates?q={name.ToUpperInvariant()}")).EnumerateArray());

        Assert.Equal(id, found.GetProperty("id").GetInt64());
        Assert.Equal(16, found.GetProperty("input_bytes").GetInt64());
        Assert.Equal(Path.GetFileName(server.ModelPath), found.GetProperty("model").GetString());
        Assert.Equal(found.GetRawText(), (await program.AskAsync(HttpMethod.Get, $"/api/templates/{id}")).GetRawText());
    }

    [Fact]
    public async Task Submit_MakesOneBatch_HoweverOftenItIsSentWithTheSameKey()
    {
        var user = await Visitor.UserAsync(server, Role.Submitter);
        using var program = await server.ProgramOfAsync(user, Role.Submitter);
        var id = await SaveAsync(NewName(), user);

        var first = await program.AskAsync(HttpMethod.Post, $"/api/templates/{id}/submit", idempotencyKey: "once");
        var second = await program.AskAsync(HttpMethod.Post, $"/api/templates/{id}/submit", idempotencyKey: "once");

        Assert.Equal(first.IdOf(), second.IdOf());
        Assert.Equal(1, first.GetProperty("total_items").GetInt32());
        Assert.NotNull((await program.AskAsync(HttpMethod.Get, $"/api/templates/{id}")).GetProperty("last_used_at").GetString());
    }

    [Fact]
    public async Task Submit_IsRefused_WhenTheTemplateHasSettingsOnly()
    {
        using var program = await server.ProgramAsync(Role.Operator);
        var id = await SaveAsync(NewName(), input: null, owner: null);

        await program.RefusedAsync(HttpMethod.Post, $"/api/templates/{id}/submit", null, HttpStatusCode.BadRequest, "template_input_missing");
    }

    [Fact]
    public async Task Rename_Duplicate_Delete_DoAsTheySay()
    {
        using var program = await server.ProgramAsync(Role.Operator);
        var name = NewName();
        var id = await SaveAsync(NewName());

        Assert.Equal(name, (await program.AskAsync(HttpMethod.Put, $"/api/templates/{id}", new { name })).GetProperty("name").GetString());
        var copy = await program.AskAsync(HttpMethod.Post, $"/api/templates/{id}/duplicate");
        Assert.Equal($"{name} (2)", copy.GetProperty("name").GetString());
        Assert.True((await program.AskAsync(HttpMethod.Delete, $"/api/templates/{id}")).GetProperty("deleted").GetBoolean());

        await program.RefusedAsync(HttpMethod.Get, $"/api/templates/{id}", null, HttpStatusCode.NotFound, "template_not_found");
    }

    [Fact]
    public async Task Rename_IsRefused_WhenTheBodyHasNoName()
    {
        using var program = await server.ProgramAsync(Role.Operator);
        var id = await SaveAsync(NewName());

        await program.RefusedAsync(HttpMethod.Put, $"/api/templates/{id}", new { title = "x" }, HttpStatusCode.BadRequest, "template_name_invalid");
    }

    [Fact]
    public async Task Delete_IsRefused_WhenAScheduleSubmitsIt()
    {
        using var program = await server.ProgramAsync(Role.Operator);
        var id = await SaveAsync(NewName());
        await server.Services.GetRequiredService<BatchSchedules>().SaveAsync(
            null, new ScheduleDraft("nightly", id, "0 3 * * *", null, "UTC"), new Author("test", UserId: null), CancellationToken.None);

        await program.RefusedAsync(HttpMethod.Delete, $"/api/templates/{id}", null, HttpStatusCode.BadRequest, "template_in_use");
        var use = Assert.Single((await program.AskAsync(HttpMethod.Get, $"/api/templates/{id}")).GetProperty("schedules").EnumerateArray());
        Assert.Equal("nightly", use.GetProperty("name").GetString());
    }

    [Theory]
    [InlineData("GET", "")]
    [InlineData("PUT", "")]
    [InlineData("DELETE", "")]
    [InlineData("POST", "/duplicate")]
    [InlineData("POST", "/submit")]
    public async Task Template_IsNotThere_ForASubmitterWhoseItIsNot(string method, string action)
    {
        using var program = await server.ProgramAsync(Role.Submitter);
        var id = await SaveAsync(NewName());

        await program.RefusedAsync(
            new HttpMethod(method), $"/api/templates/{id}{action}", new { name = "mine" }, HttpStatusCode.NotFound, "template_not_found");
    }

    [Fact]
    public async Task Post_SavesWhatAPageSaves_AndItCanBeSubmitted()
    {
        using var program = await server.ProgramAsync(Role.Submitter);
        var name = NewName();

        var saved = await program.AskAsync(
            HttpMethod.Post,
            "/api/templates",
            new { name, task = "comment", input = "def f(): pass", max_tokens = 64.0, temperature = 0.5, labels = new[] { "nightly" } });
        var batch = await program.AskAsync(HttpMethod.Post, $"/api/templates/{saved.GetProperty("id").GetInt64()}/submit");

        Assert.Equal(
            (name, "comment", 13L),
            (saved.GetProperty("name").GetString(), saved.GetProperty("task").GetString(), saved.GetProperty("input_bytes").GetInt64()));
        Assert.Equal("nightly", saved.GetProperty("labels")[0].GetString());
        Assert.Equal(1, batch.GetProperty("total_items").GetInt32());
        var settings = await program.AskAsync(HttpMethod.Put, $"/api/templates/{saved.GetProperty("id").GetInt64()}/content", new { name });
        Assert.Equal(System.Text.Json.JsonValueKind.Null, settings.GetProperty("input_bytes").ValueKind);
        await program.RefusedAsync(HttpMethod.Post, "/api/templates", new { name }, HttpStatusCode.BadRequest, "template_name_taken");
    }

    [Theory]
    [InlineData("""{}""", HttpStatusCode.BadRequest, "missing_field")]
    [InlineData("""{"name":"n","input":"a","input_file_id":"file-x"}""", HttpStatusCode.BadRequest, "template_input_twice")]
    [InlineData("""{"name":"n","input_file_id":"file-x"}""", HttpStatusCode.NotFound, "file_not_found")]
    [InlineData("""{"name":"n","model":"nobody"}""", HttpStatusCode.NotFound, "model_not_found")]
    [InlineData("""{"name":"n","task":"dance"}""", HttpStatusCode.BadRequest, "value_out_of_range")]
    [InlineData("""{"name":"n","format":"files"}""", HttpStatusCode.BadRequest, "value_out_of_range")]
    [InlineData("""{"name":"n","temperature":9}""", HttpStatusCode.BadRequest, "value_out_of_range")]
    [InlineData("""{"name":"n","max_tokens":1.5}""", HttpStatusCode.BadRequest, "invalid_type")]
    [InlineData("""{"name":"n","max_tokens":"64"}""", HttpStatusCode.BadRequest, "invalid_type")]
    [InlineData("""{"name":"n","colour":"red"}""", HttpStatusCode.BadRequest, "unknown_field")]
    [InlineData("""{"name":""}""", HttpStatusCode.BadRequest, "template_name_invalid")]
    public async Task Post_IsRefusedInASentence_WhenItCannotBe(string body, HttpStatusCode status, string code)
    {
        using var program = await server.ProgramAsync(Role.Submitter);
        using var content = new StringContent(body);

        await program.RefusedAsync(HttpMethod.Post, "/api/templates", content, status, code);
    }

    private static string NewName() => $"template {Guid.NewGuid():N}";

    private Task<long> SaveAsync(string name, long? owner = null) => SaveAsync(name, "Write a function", owner);

    private async Task<long> SaveAsync(string name, string? input, long? owner)
    {
        using var content = input is null ? null : new MemoryStream(Encoding.UTF8.GetBytes(input));
        var settings = new SubmissionRequest { ModelPath = server.ModelPath, Input = Stream.Null };
        return Assert.IsType<TemplateSaved>(await server.Services.GetRequiredService<BatchTemplates>().SaveAsync(
            new TemplateDraft(name, settings, content), new Author("test", owner), CancellationToken.None)).Id;
    }
}
