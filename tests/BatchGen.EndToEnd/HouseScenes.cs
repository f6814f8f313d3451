using System.Text;
using BatchGen.Batches.Data;
using BatchGen.Batches.Schedules;
using BatchGen.Batches.Submission;
using BatchGen.Batches.Templates;
using BatchGen.Web.Access;
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

        return
        [
            new("password", "/account/password") { Open = PageSteps.GotoStillAsync },
            new("my-keys", "/account/keys", async page => await Expect(page.GetByRole(AriaRole.Textbox).First).ToBeVisibleAsync()),
            new("users", "/admin/users", async page => await Expect(page.GetByText("konrad")).ToBeVisibleAsync()),
            new("keys", "/admin/keys", async page => await Expect(page.GetByText("Build server")).ToBeVisibleAsync()),
            new("admin", "/admin"),
            new("settings", "/admin/settings"),
            new("log", "/admin/log"),
            new("schedules", "/schedules", async page => await Expect(page.GetByText("Weekly review")).ToBeVisibleAsync()),
            new("templates", "/templates", async page => await Expect(page.GetByText("Weekly review: prompts")).ToBeVisibleAsync()),
            new("schedule", $"/schedules/{nightly}", async page => await Expect(page.Locator(".runs li")).ToHaveCountAsync(1)),
            new("models", "/models"),
            new("no-page", "/not-there"),
            new("api-docs", "/docs/api", async page => await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Schedules", Exact = true }).First).ToBeVisibleAsync()) { Open = PageSteps.GotoStillAsync, IsOurs = false },
        ];
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
