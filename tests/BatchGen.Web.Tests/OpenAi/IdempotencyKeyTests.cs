using System.Text;
using BatchGen.Batches.Data;
using BatchGen.Batches.Schedules;
using BatchGen.Batches.Submission;
using BatchGen.Batches.Templates;
using BatchGen.Web.Tests.Access;
using BatchGen.Web.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace BatchGen.Web.Tests.OpenAi;

/// <summary>One key makes one thing, also when the process dies after it was made and before anybody was told.</summary>
public sealed class IdempotencyKeyTests(ScriptedServer server) : IClassFixture<ScriptedServer>
{
    [Theory]
    [InlineData("files")]
    [InlineData("batches")]
    [InlineData("templates")]
    [InlineData("schedules")]
    public async Task Key_MakesOneThing_WhenTheProcessDiesBeforeItAnswers(string endpoint)
    {
        var user = await Visitor.UserAsync(server, Role.Operator);
        using var program = await server.ProgramOfAsync(user, Role.Operator);
        var (ask, count) = await PrepareAsync(endpoint, program, user);
        var first = await ask();
        await DieBeforeAnsweringAsync(endpoint);

        var second = await ask();
        var third = await ask();

        Assert.Equal([first, first, first], [first, second, third]);
        Assert.Equal(1, await count());
    }

    /// <summary>What is asked for, and how many of them there are.</summary>
    private async Task<(Func<Task<string>> Ask, Func<Task<int>> Count)> PrepareAsync(string endpoint, Visitor program, long user)
    {
        const string Key = "night";
        switch (endpoint)
        {
            case "files":
                return (() => program.UploadAsync(idempotencyKey: Key), () => CountAsync(db => db.Files.Where(file => file.OwnerId == user)));
            case "batches":
                var order = ApiVisits.Order(await program.UploadAsync());
                return (async () => (await program.AskAsync(HttpMethod.Post, "/v1/batches", order, Key)).IdOf(), () => CountAsync(Batches));
            case "templates":
                var template = await SaveTemplateAsync(user);
                return (async () => (await program.AskAsync(
                    HttpMethod.Post, $"/api/templates/{template}/submit", null, Key)).IdOf(), () => CountAsync(Batches));
            default:
                var schedule = await SaveScheduleAsync(await SaveTemplateAsync(user), user);
                return (
                    async () => (await program.AskAsync(HttpMethod.Post, $"/api/schedules/{schedule}/run", null, Key)).GetProperty("id").GetRawText(),
                    () => CountAsync(db => db.ScheduleRuns.Where(run => run.ScheduleId == schedule)));
        }

        IQueryable<Batch> Batches(BatchGenDbContext db) => db.Batches.Where(batch => batch.OwnerId == user);
    }

    /// <summary>What it made is there; what it answered is not.</summary>
    private async Task DieBeforeAnsweringAsync(string endpoint)
    {
        await using var db = await OpenAsync();
        var died = await db.KeptAnswers.Where(answer => answer.Scope.StartsWith(endpoint + ":"))
            .ExecuteUpdateAsync(set => set.SetProperty(answer => answer.StatusCode, 0).SetProperty(answer => answer.Body, (string?)null));
        Assert.Equal(1, died);
    }

    private async Task<int> CountAsync<T>(Func<BatchGenDbContext, IQueryable<T>> rows)
    {
        await using var db = await OpenAsync();
        return await rows(db).CountAsync();
    }

    private async Task<long> SaveTemplateAsync(long user)
    {
        using var input = new MemoryStream(Encoding.UTF8.GetBytes("write a test"));
        var request = new SubmissionRequest { ModelPath = server.ModelPath, Input = Stream.Null };
        var outcome = await server.Services.GetRequiredService<BatchTemplates>()
            .SaveAsync(new TemplateDraft($"template {user}", request, input), new Author("test", user), CancellationToken.None);
        return Assert.IsType<TemplateSaved>(outcome).Id;
    }

    private async Task<long> SaveScheduleAsync(long template, long user)
    {
        var draft = new ScheduleDraft($"schedule {user}", template, "0 3 * * *", OnceAt: null, "UTC");
        var outcome = await server.Services.GetRequiredService<BatchSchedules>().SaveAsync(null, draft, new Author("test", user), CancellationToken.None);
        return Assert.IsType<ScheduleSaved>(outcome).Id;
    }

    private Task<BatchGenDbContext> OpenAsync() => server.Services.GetRequiredService<IDbContextFactory<BatchGenDbContext>>().CreateDbContextAsync();
}
