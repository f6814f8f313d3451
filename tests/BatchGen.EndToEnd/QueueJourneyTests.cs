using System.Text;
using BatchGen.Batches.Queries;
using BatchGen.Batches.Submission;
using BatchGen.Batches.Templates;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace BatchGen.EndToEnd;

/// <summary>What is done with a queue: it is paused and goes on, work comes by itself, what failed runs again.</summary>
public sealed class QueueJourneyTests(Browser browser) : IClassFixture<Browser>
{
    private static readonly Author Ada = new("Ada", UserId: null);

    [Fact]
    public async Task Pause_StopsTheWork_AndResumeFinishesIt()
    {
        await using var server = new TestServer(engine => engine.Duration = TimeSpan.FromMilliseconds(200));
        await server.StartAsync();
        var page = await browser.OpenAsync(server.Address);
        await page.GotoLiveAsync("/");

        await page.GetByRole(AriaRole.Button, new() { Name = "Pause the queue" }).ClickAsync();
        await Expect(page.Locator(".queue-pill")).ToContainTextAsync("Paused");
        var batch = await SubmitAsync(server, "one\ntwo\nthree");
        await Expect(page.Locator(".batches")).ToContainTextAsync("Queued");
        Assert.Equal(0, (await server.Services.GetRequiredService<BatchQueries>().GetAsync(batch, CancellationToken.None))!.Summary.FinishedItems);

        await page.GetByRole(AriaRole.Button, new() { Name = "Resume the queue" }).ClickAsync();
        await page.GotoLiveAsync("/batches");
        await Expect(page.Locator(".batches")).ToContainTextAsync("Done");
        await Expect(page.Locator(".batches")).ToContainTextAsync("3 of 3");
    }

    [Fact]
    public async Task Schedule_FiresByItself_WhenItsTimeComes()
    {
        // A clock that has ten seconds to the next full minute.
        await using var server = new TestServer(replace: services => services.AddSingleton<TimeProvider>(new ShiftedTime(UntilTenBeforeAMinute())));
        await server.StartAsync();
        using var input = new MemoryStream(Encoding.UTF8.GetBytes("one\ntwo"));
        await server.Services.GetRequiredService<BatchTemplates>().SaveAsync(
            new TemplateDraft("Two prompts", new SubmissionRequest { ModelPath = server.ModelPath, Input = Stream.Null }, input), Ada, CancellationToken.None);
        var page = await browser.OpenAsync(server.Address);

        await page.GotoLiveAsync("/schedules/new");
        await page.Locator("#schedule-name").FillAsync("Every minute");
        await page.Locator("#schedule-template").SelectOptionAsync(new SelectOptionValue { Label = "Two prompts" });
        await page.GetByRole(AriaRole.Button, new() { Name = "Cron expression" }).ClickAsync();
        await page.Locator("#schedule-cron").FillAsync("* * * * *");
        await Expect(page.Locator(".next li")).ToHaveCountAsync(5);
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();

        await Expect(page.Locator(".schedules")).ToContainTextAsync("Every minute");
        // The next full minute, and the batch's way after it.
        await Expect(page.Locator(".schedules")).ToContainTextAsync("Done");
    }

    [Fact]
    public async Task RetryFailed_RunsTheFailedItemOnly_WhenTheCauseIsGone()
    {
        var isBroken = true;
        var prompts = new System.Collections.Concurrent.ConcurrentQueue<string>();
        await using var server = new TestServer(engine => engine.Answer = prompt =>
        {
            prompts.Enqueue(prompt);
            return isBroken && prompt == "two" ? throw new InvalidOperationException("No.") : "fine";
        });
        await server.StartAsync();
        await SubmitAsync(server, "one\ntwo\nthree");
        var page = await browser.OpenAsync(server.Address);
        await page.GotoLiveAsync("/batches");
        await Expect(page.Locator(".batches")).ToContainTextAsync("1 failed");

        isBroken = false;
        await page.Locator(".pick").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Retry failed" }).ClickAsync();

        await Expect(page.Locator(".batches")).ToContainTextAsync("Done");
        await Expect(page.Locator(".batches")).Not.ToContainTextAsync("failed");
        Assert.Equal(["one", "three", "two", "two"], prompts.Order());
    }

    private static async Task<string> SubmitAsync(TestServer server, string prompts)
    {
        using var input = new MemoryStream(Encoding.UTF8.GetBytes(prompts));
        var outcome = await server.Services.GetRequiredService<BatchSubmission>().SubmitAsync(
            new SubmissionRequest { Name = "Night work", ModelPath = server.ModelPath, Input = input }, progress: null, CancellationToken.None);
        return Assert.IsType<SubmissionAccepted>(outcome).BatchPublicId;
    }

    private static TimeSpan UntilTenBeforeAMinute() => TimeSpan.FromSeconds((110 - DateTimeOffset.UtcNow.Second) % 60);

    private sealed class ShiftedTime(TimeSpan ahead) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + ahead;
    }
}
