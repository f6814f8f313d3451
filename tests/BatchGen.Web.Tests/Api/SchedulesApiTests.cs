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

/// <summary>Schedules over the product's own API: set up, read, run now, switched off and on, deleted.</summary>
public sealed class SchedulesApiTests(ScriptedServer server) : IClassFixture<ScriptedServer>
{
    [Fact]
    public async Task Schedules_AreListed_WithTheirNextTime()
    {
        using var program = await server.ProgramAsync(Role.Operator);
        var id = await SaveAsync();

        var listed = (await program.AskAsync(HttpMethod.Get, "/api/schedules")).EnumerateArray().Single(
            schedule => schedule.GetProperty("id").GetInt64() == id);

        Assert.Equal("0 3 * * *", listed.GetProperty("cron").GetString());
        Assert.True(listed.GetProperty("next_run_at").GetDateTimeOffset() > DateTimeOffset.UtcNow);
        Assert.Equal(listed.GetRawText(), (await program.AskAsync(HttpMethod.Get, $"/api/schedules/{id}")).GetRawText());
    }

    [Fact]
    public async Task Run_SubmitsItNow_AndIsInItsHistory()
    {
        using var program = await server.ProgramAsync(Role.Operator);
        var id = await SaveAsync();

        var after = await program.AskAsync(HttpMethod.Post, $"/api/schedules/{id}/run");

        Assert.Equal("submitted", after.GetProperty("last_run").GetProperty("state").GetString());
        var batch = after.GetProperty("last_run").GetProperty("batch").GetString();
        Assert.Equal(1, (await program.AskAsync(HttpMethod.Get, $"/api/batches/{batch}")).GetProperty("total_items").GetInt32());
        var run = Assert.Single((await program.AskAsync(HttpMethod.Get, $"/api/schedules/{id}/runs")).EnumerateArray());
        Assert.Equal(batch, run.GetProperty("batch").GetString());
    }

    [Fact]
    public async Task Disable_TakesItsNextTimeAway_AndEnableBringsItBack()
    {
        using var program = await server.ProgramAsync(Role.Operator);
        var id = await SaveAsync();

        var off = await program.AskAsync(HttpMethod.Post, $"/api/schedules/{id}/disable");
        var on = await program.AskAsync(HttpMethod.Post, $"/api/schedules/{id}/enable");

        Assert.False(off.GetProperty("is_enabled").GetBoolean());
        Assert.Null(off.GetProperty("next_run_at").GetString());
        Assert.True(on.GetProperty("is_enabled").GetBoolean());
        Assert.NotNull(on.GetProperty("next_run_at").GetString());
    }

    [Fact]
    public async Task Schedule_IsItsMakers_AndNotThereForAnotherSubmitter()
    {
        var user = await Visitor.UserAsync(server, Role.Submitter);
        using var mine = await server.ProgramOfAsync(user, Role.Submitter);
        using var theirs = await server.ProgramAsync(Role.Submitter);
        var template = await SaveTemplateAsync(user);

        var made = await mine.AskAsync(
            HttpMethod.Post,
            "/api/schedules",
            new { name = "nightly", template_id = template, cron = "0 3 * * *", time_zone = "Asia/Shanghai", overlap = "queue" });
        var path = $"/api/schedules/{made.GetProperty("id").GetInt64()}";

        Assert.Equal(
            (5, "queue", "run_once"),
            (made.GetProperty("next_runs").GetArrayLength(), made.GetProperty("overlap").GetString(), made.GetProperty("missed_runs").GetString()));
        Assert.EndsWith("T03:00:00+08:00", made.GetProperty("next_runs")[0].GetString(), StringComparison.Ordinal);
        Assert.Empty((await theirs.AskAsync(HttpMethod.Get, "/api/schedules")).EnumerateArray());
        foreach (var (method, action) in new[] { ("GET", ""), ("GET", "/runs"), ("PUT", ""), ("POST", "/run"), ("POST", "/disable"), ("DELETE", "") })
            await theirs.RefusedAsync(new HttpMethod(method), path + action, null, HttpStatusCode.NotFound, "schedule_not_found");
        // Nor may they have somebody else's prompts run.
        await theirs.RefusedAsync(
            HttpMethod.Post,
            "/api/schedules",
            new { name = "theirs", template_id = template, cron = "0 3 * * *" },
            HttpStatusCode.BadRequest,
            "schedule_template_missing");

        var once = await mine.AskAsync(HttpMethod.Put, path, new { name = "once", template_id = template, once_at = "2999-01-31T02:00:00+08:00" });
        Assert.Equal(("once", "2999-01-30T18:00:00+00:00"), (once.GetProperty("name").GetString(), once.GetProperty("next_run_at").GetString()));
        Assert.True((await mine.AskAsync(HttpMethod.Delete, path)).GetProperty("deleted").GetBoolean());
        await mine.RefusedAsync(HttpMethod.Get, path, null, HttpStatusCode.NotFound, "schedule_not_found");
    }

    [Theory]
    [InlineData("""{"template_id":TEMPLATE,"cron":"0 3 * * *"}""", "missing_field")]
    [InlineData("""{"name":"n","cron":"0 3 * * *"}""", "missing_field")]
    [InlineData("""{"name":7,"template_id":TEMPLATE,"cron":"0 3 * * *"}""", "invalid_type")]
    [InlineData("""{"name":"n","template_id":TEMPLATE,"cron":"0 3 * * *","colour":"red"}""", "unknown_field")]
    [InlineData("""{"name":"n","template_id":TEMPLATE,"cron":"0 3 * * *","overlap":"both"}""", "value_out_of_range")]
    [InlineData("""{"name":"n","template_id":TEMPLATE,"once_at":"2999-01-31T02:00:00"}""", "value_out_of_range")]
    [InlineData("""{"name":"n","template_id":TEMPLATE,"once_at":"2999-01-31T02:00:00Z","cron":"0 3 * * *"}""", "schedule_time_invalid")]
    [InlineData("""{"name":"n","template_id":TEMPLATE}""", "schedule_time_invalid")]
    [InlineData("""{"name":"n","template_id":TEMPLATE,"cron":"every night"}""", "schedule_cron_invalid")]
    [InlineData("""{"name":"n","template_id":TEMPLATE,"cron":"0 3 * * *","time_zone":"Mars"}""", "schedule_time_zone_unknown")]
    [InlineData("""{"name":"n","template_id":TEMPLATE,"cron":"0 3 * * *","folder":"/etc"}""", "schedule_folder_not_allowed")]
    [InlineData("""{"name":"n","template_id":TEMPLATE,"cron":"0 3 * * *","folder":""}""", "schedule_folder_not_allowed")]
    [InlineData("""[]""", "invalid_json")]
    public async Task Post_IsRefusedInASentence_WhenItCouldNotRun(string body, string code)
    {
        using var program = await server.ProgramAsync(Role.Operator);
        using var content = new StringContent(body.Replace("TEMPLATE", $"{await SaveTemplateAsync(userId: null)}", StringComparison.Ordinal));

        await program.RefusedAsync(HttpMethod.Post, "/api/schedules", content, HttpStatusCode.BadRequest, code);
    }

    [Fact]
    public async Task Post_IsForbidden_WhenASubmitterWouldWatchAFolder()
    {
        var user = await Visitor.UserAsync(server, Role.Submitter);
        using var mine = await server.ProgramOfAsync(user, Role.Submitter);

        await mine.RefusedAsync(
            HttpMethod.Post, "/api/schedules", new { name = "n", template_id = await SaveTemplateAsync(user), cron = "0 3 * * *", folder = "/tmp" }, HttpStatusCode.Forbidden, "insufficient_rights");
    }

    [Theory]
    [InlineData("GET", "")]
    [InlineData("GET", "/runs")]
    [InlineData("PUT", "")]
    [InlineData("DELETE", "")]
    [InlineData("POST", "/run")]
    [InlineData("POST", "/enable")]
    [InlineData("POST", "/disable")]
    public async Task Schedule_IsNotFound_WhenThereIsNone(string method, string action)
    {
        using var program = await server.ProgramAsync(Role.Operator);

        await program.RefusedAsync(new HttpMethod(method), $"/api/schedules/404404{action}", null, HttpStatusCode.NotFound, "schedule_not_found");
    }

    private async Task<long> SaveAsync() => Assert.IsType<ScheduleSaved>(await server.Services.GetRequiredService<BatchSchedules>().SaveAsync(
        null, new ScheduleDraft("nightly", await SaveTemplateAsync(userId: null), "0 3 * * *", null, "UTC"), new Author("test", UserId: null), CancellationToken.None)).Id;

    private async Task<long> SaveTemplateAsync(long? userId)
    {
        using var input = new MemoryStream(Encoding.UTF8.GetBytes("Write a function"));
        var settings = new SubmissionRequest { ModelPath = server.ModelPath, Input = Stream.Null };
        return Assert.IsType<TemplateSaved>(await server.Services.GetRequiredService<BatchTemplates>().SaveAsync(
            new TemplateDraft($"nightly {Guid.NewGuid():N}", settings, input), new Author("test", userId), CancellationToken.None)).Id;
    }
}
