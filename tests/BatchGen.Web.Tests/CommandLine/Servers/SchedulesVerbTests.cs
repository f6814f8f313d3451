using System.Globalization;
using BatchGen.Batches.Data;
using BatchGen.Web.CommandLine;
using BatchGen.Web.Tests.Access;
using BatchGen.Web.Tests.Hosting;
using BatchGen.Web.Tests.OpenAi;

namespace BatchGen.Web.Tests.CommandLine.Servers;

/// <summary>schedules: lists, shows, runs, switches.</summary>
public sealed class SchedulesVerbTests(ScriptedServer server) : IClassFixture<ScriptedServer>
{
    [Fact]
    public async Task Schedules_AreListedShownAndSwitched()
    {
        using var mine = await server.ProgramAsync(Role.Submitter);
        using var shell = Shell.At(server.Address, Shell.KeyOf(mine));
        var id = await SaveAsync(mine);

        Assert.Contains("nightly", Assert.Single((await shell.RunAsync("schedules", "list")).Succeeded().Lines.Skip(1)), StringComparison.Ordinal);
        Assert.Equal(1, (await shell.RunAsync("schedules", "list", "--json")).Succeeded().Document.GetArrayLength());
        Assert.Contains("State        on", (await shell.RunAsync("schedules", "show", id)).Succeeded().Lines);
        Assert.Contains("State        off", (await shell.RunAsync("schedules", "pause", id)).Succeeded().Lines);
        Assert.False((await shell.RunAsync("schedules", "show", id, "--json")).Succeeded().Document.GetProperty("is_enabled").GetBoolean());
        Assert.True((await shell.RunAsync("schedules", "resume", id, "--json")).Succeeded().Document.GetProperty("is_enabled").GetBoolean());
    }

    [Fact]
    public async Task Run_PrintsTheBatchThatCameOfIt()
    {
        using var mine = await server.ProgramAsync(Role.Submitter);
        using var shell = Shell.At(server.Address, Shell.KeyOf(mine));
        var id = await SaveAsync(mine);

        var batch = (await shell.RunAsync("schedules", "run", id)).Succeeded().Output.Trim();
        var document = (await shell.RunAsync("schedules", "run", id, "--json")).Succeeded().Document;

        Assert.Equal(1, (await mine.AskAsync(HttpMethod.Get, $"/api/batches/{batch}")).GetProperty("total_items").GetInt32());
        Assert.StartsWith("batch_", document.GetProperty("last_run").GetProperty("batch").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task List_SaysThatThereIsNone()
    {
        using var shell = await Shell.AtAsync(server, Role.Submitter);

        Assert.Contains("no schedules", (await shell.RunAsync("schedules", "list")).Succeeded().Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("show")]
    [InlineData("run")]
    [InlineData("pause")]
    [InlineData("resume")]
    public async Task Verb_NamesTheId_WhenThereIsNone(string verb)
    {
        using var shell = await Shell.AtAsync(server, Role.Submitter);

        var said = (await shell.RunAsync("schedules", verb, "404404")).Failed(ExitCodes.Refused, "schedule_not_found");
        Assert.Contains("404404", said.Error, StringComparison.Ordinal);
        (await shell.RunAsync("schedules", verb, "404404", "--json")).Failed(ExitCodes.Refused, "schedule_not_found");
        (await shell.RunAsync("schedules", verb, "nightly", "--json")).Failed(ExitCodes.Unusable, "usage");
    }

    private static async Task<string> SaveAsync(Visitor mine)
    {
        var template = await mine.AskAsync(HttpMethod.Post, "/api/templates", new { name = $"t {Guid.NewGuid():N}", input = "Write a function" });
        var schedule = await mine.AskAsync(
            HttpMethod.Post,
            "/api/schedules",
            new { name = "nightly", template_id = template.GetProperty("id").GetInt64(), cron = "0 3 * * *", time_zone = "UTC", overlap = "queue" });
        return schedule.GetProperty("id").GetInt64().ToString(CultureInfo.InvariantCulture);
    }
}
