using System.Net;
using System.Text;
using BatchGen.Batches.Data;
using BatchGen.Batches.Schedules;
using BatchGen.Batches.Submission;
using BatchGen.Batches.Templates;
using BatchGen.Web.Tests.Hosting;
using BatchGen.Web.Tests.OpenAi;
using Microsoft.Extensions.DependencyInjection;

namespace BatchGen.Web.Tests.Api;

/// <summary>Schedules over the product's own API: read, run now, switched off and on.</summary>
public sealed class SchedulesApiTests(ScriptedServer server) : IClassFixture<ScriptedServer>
{
    [Fact]
    public async Task Schedules_AreListed_WithTheirNextTime()
    {
        using var program = await server.ProgramAsync(Role.Operator);
        var id = await SaveAsync();

        var listed = (await program.AskAsync(HttpMethod.Get, "/api/schedules")).EnumerateArray().Single(schedule => schedule.GetProperty("id").GetInt64() == id);

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

    [Theory]
    [InlineData("GET", "")]
    [InlineData("POST", "/run")]
    [InlineData("POST", "/enable")]
    [InlineData("POST", "/disable")]
    public async Task Schedule_IsNotFound_WhenThereIsNone(string method, string action)
    {
        using var program = await server.ProgramAsync(Role.Operator);

        await program.RefusedAsync(new HttpMethod(method), $"/api/schedules/404404{action}", null, HttpStatusCode.NotFound, "schedule_not_found");
    }

    private async Task<long> SaveAsync()
    {
        using var input = new MemoryStream(Encoding.UTF8.GetBytes("Write a function"));
        var settings = new SubmissionRequest { ModelPath = server.ModelPath, Input = Stream.Null };
        var template = Assert.IsType<TemplateSaved>(await server.Services.GetRequiredService<BatchTemplates>().SaveAsync(
            new TemplateDraft($"nightly {Guid.NewGuid():N}", settings, input), new Author("test", UserId: null), CancellationToken.None));
        return Assert.IsType<ScheduleSaved>(await server.Services.GetRequiredService<BatchSchedules>().SaveAsync(
            null, new ScheduleDraft("nightly", template.Id, "0 3 * * *", null, "UTC"), new Author("test", UserId: null), CancellationToken.None)).Id;
    }
}
