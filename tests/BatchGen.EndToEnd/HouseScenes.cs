using System.Text;
using BatchGen.Batches.Data;
using BatchGen.Batches.Schedules;
using BatchGen.Batches.Submission;
using BatchGen.Batches.Templates;
using BatchGen.Web.Access;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace BatchGen.EndToEnd;

/// <summary>What stays from night to night: people, keys, schedules, models, settings.</summary>
internal static class HouseScenes
{
    private static readonly Scene SignIn = new("sign-in", "/account/sign-in") { Open = PageSteps.GotoStillAsync };

    /// <summary>For who has not signed in.</summary>
    public static IReadOnlyList<Scene> Outside { get; } = [SignIn];

    public static async Task<IReadOnlyList<Scene>> FurnishAsync(TestServer server)
    {
        var ada = await InviteAsync(server, "ada.lovelace", Role.Operator);
        await InviteAsync(server, "konrad", Role.Submitter);
        await server.Services.GetRequiredService<ApiKeys>().IssueAsync(
            ada, new NewApiKey("Build server", Rights.Read | Rights.Submit), "ada.lovelace", CancellationToken.None);
        var nightly = await ScheduleAsync(server, "Nightly unit tests of the billing service", "0 2 * * 1-5", "Europe/Berlin");
        await ScheduleAsync(server, "Weekly review", "30 6 * * 0", "Asia/Shanghai");
        await server.Services.GetRequiredService<ScheduleRunner>().RunNowAsync(nightly, CancellationToken.None);

        await UseAsync(server, ada);

        return
        [
            new("password", "/account/password") { Open = PageSteps.GotoStillAsync },
            new("my-keys", "/account/keys", async page => await Expect(page.GetByRole(AriaRole.Textbox).First).ToBeVisibleAsync()),
            new("my-notices", "/account/notices", async page => await Expect(page.Locator(".save-notices")).ToBeVisibleAsync()),
            new("users", "/admin/users", async page => await Expect(page.GetByText("konrad")).ToBeVisibleAsync()),
            new("keys", "/admin/keys", async page => await Expect(page.GetByText("Build server")).ToBeVisibleAsync()),
            new("admin", "/admin"),
            new("settings", "/admin/settings"),
            new("settings-found", "/admin/settings?q=hours"),
            new("log", "/admin/log"),
            new("usage", "/usage?from=2026-11-01&to=2026-11-30", async page => await Expect(page.Locator(".day-bars")).ToBeVisibleAsync()),
            new(
                "usage-by-user",
                "/usage?from=2026-11-01&to=2026-11-30&by=user",
                async page => await Expect(page.Locator("tbody").GetByText("ada.lovelace")).ToBeVisibleAsync()),
            new("schedules", "/schedules", async page => await Expect(page.GetByText("Weekly review")).ToBeVisibleAsync()),
            new("templates", "/templates", async page => await Expect(page.GetByText("Weekly review: prompts")).ToBeVisibleAsync()),
            new("schedule", $"/schedules/{nightly}", async page => await Expect(page.Locator(".runs li")).ToHaveCountAsync(1)),
            new("models", "/models"),
            new("no-page", "/not-there"),
            new("api-docs", "/docs/api", async page => await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Schedules", Exact = true }).First).ToBeVisibleAsync()) { Open = PageSteps.GotoStillAsync, IsOurs = false },
        ];
    }

    /// <summary>A month's nights, none at weekends.</summary>
    private static async Task UseAsync(TestServer server, long user)
    {
        await using var db = await server.Services.GetRequiredService<IDbContextFactory<BatchGenDbContext>>().CreateDbContextAsync();
        for (var day = new DateOnly(2026, 11, 1); day.Month == 11; day = day.AddDays(1))
        {
            if (day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday)
                continue;
            var items = 200 + (day.Day * 37 % 150);
            db.UsageDays.Add(new UsageDay
            {
                Day = day,
                UserId = day.Day % 3 == 0 ? 0 : user,
                Model = "codegeex4-all-9b-Q4_K_M",
                Labels = day.Day % 2 == 0 ? "nightly" : "nightly\nbilling",
                SucceededItems = items,
                FailedItems = items / 40,
                CancelledItems = day.Day % 7,
                PromptTokens = items * 412L,
                CachedTokens = items * 180L,
                GeneratedTokens = items * 655L,
                EngineMs = items * 19_300L,
            });
        }

        await db.SaveChangesAsync();
    }

    private static async Task<long> InviteAsync(TestServer server, string name, Role role) =>
        Assert.IsType<AccountDone>(await server.Services.GetRequiredService<Accounts>().CreateAsync(name, role, "admin", CancellationToken.None)).UserId;

    private static async Task<long> ScheduleAsync(TestServer server, string name, string cron, string zone)
    {
        using var input = new MemoryStream(Encoding.UTF8.GetBytes("Write a unit test for case 1\nWrite a unit test for case 2"));
        var who = new Author("ada.lovelace", UserId: null);
        var draft = new TemplateDraft(
            $"{name}: prompts", new SubmissionRequest { ModelPath = server.ModelPath, Input = Stream.Null, Labels = ["nightly"] }, input);
        var template = Assert.IsType<TemplateSaved>(
            await server.Services.GetRequiredService<BatchTemplates>().SaveAsync(draft, who, CancellationToken.None)).Id;
        return Assert.IsType<ScheduleSaved>(await server.Services.GetRequiredService<BatchSchedules>().SaveAsync(
            null, new ScheduleDraft(name, template, cron, null, zone), who, CancellationToken.None)).Id;
    }
}
