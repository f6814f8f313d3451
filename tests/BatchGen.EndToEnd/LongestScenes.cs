using System.Globalization;
using System.Text;
using BatchGen.Batches.Data;
using BatchGen.Batches.Execution;
using BatchGen.Batches.Limits;
using BatchGen.Batches.Quotas;
using BatchGen.Batches.Schedules;
using BatchGen.Batches.Submission;
using BatchGen.Batches.Templates;
using BatchGen.Engine.Client;
using BatchGen.Engine.Headroom;
using BatchGen.Engine.Planning;
using BatchGen.Inference.Memory;
using BatchGen.Inference.Runtime;
using BatchGen.Inference.Scheduling;
using BatchGen.Web.Access;
using BatchGen.Web.Tests.Fakes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace BatchGen.EndToEnd;

/// <summary>Every page with the longest that it can be told: the largest machine, the most tokens, names without a space in them.</summary>
internal static class LongestScenes
{
    private const long GiB = 1L << 30;
    private const long MostBytes = 1_024 * GiB - GiB / 16;
    private const int MostCount = 999_999_999;
    private const int MostDays = 3_650;
    private const long MostTokens = 999_999_999_999;
    private const string UsedOn = "2026-01-15";
    private const string Period = "&from=2026-01-01&to=2026-12-31";

    private static readonly string Name = Unbroken(200);
    private static readonly string UserName = Unbroken(User.MaxNameLength);

    /// <summary>Long without a place to break it, and different at its end.</summary>
    public static string Unbroken(int length, string end = "") => new string('m', length - end.Length) + end;

    /// <summary>A machine whose main memory is as large as the page will ever say, and in use at all but a little.</summary>
    public sealed class LargestMachine : IMainMemory, IDeviceSurvey
    {
        public static IReadOnlyList<DeviceMemory> Devices { get; } =
        [
            new("CUDA0", Name, DeviceKind.Gpu, MostBytes / 8, MostBytes),
            new("CPU", Name, DeviceKind.Cpu, MostBytes / 8, MostBytes),
        ];

        public DeviceMemory Read() => Devices[1];

        public long PrivateBytes(int processId) => MostBytes / 4;

        public Task<IReadOnlyList<DeviceMemory>> ReadAsync(CancellationToken cancellationToken) => Task.FromResult(Devices);
    }

    public static async Task<IReadOnlyList<Scene>> PlayAsync(TestServer server)
    {
        var services = server.Services;
        await RenameAdministratorAsync(services);
        await services.GetRequiredService<QueueControl>().PauseAsync(UserName, CancellationToken.None);
        var user = await InviteAsync(services);
        var key = new NewApiKey(Unbroken(ApiKey.MaxNameLength), Rights.Read | Rights.Submit);
        await services.GetRequiredService<ApiKeys>().IssueAsync(user, key, UserName, CancellationToken.None);
        var running = await SubmitAsync(server, user);
        var ended = await SubmitAsync(server, user);
        var schedule = await ScheduleAsync(server);
        await services.GetRequiredService<ScheduleRunner>().RunNowAsync(schedule, CancellationToken.None);
        var limits = services.GetRequiredService<DeviceLimits>();
        foreach (var device in LargestMachine.Devices)
            await limits.ChangeAsync(new DeviceLimitChange(device.Name, "1023.9 GiB", "99.9 GiB"), UserName, CancellationToken.None);
        await EnlargeAsync(services, running, isEnded: false);
        await EnlargeAsync(services, ended, isEnded: true);
        await UseAsync(services, user);
        Announce(server);

        return
        [
            new("dashboard", "/", async page => await Expect(page.GetByText("least headroom").First).ToBeVisibleAsync()),
            new("account-menu", "/", async page => await page.Locator(".account-menu summary").ClickAsync()),
            new("batches", "/batches", async page => await Expect(page.Locator(".batch-name").First).ToBeVisibleAsync()),
            new("batches-by-label", "/batches?group=label"),
            new("batches-by-model", "/batches?group=model"),
            new("batches-of-a-label", $"/batches?label={Unbroken(BatchLabel.MaxLength)}"),
            new("batches-of-a-schedule", $"/batches?schedule={schedule}"),
            new("batch-running", $"/batches/{running}", async page => await Expect(page.Locator("a.item-row").First).ToBeVisibleAsync()),
            new("batch-ended", $"/batches/{ended}", async page => await Expect(page.Locator("a.item-row").First).ToBeVisibleAsync()),
            new("item", $"/batches/{ended}?item=1", async page => await Expect(page.Locator(".item-panel")).ToContainTextAsync("999,999,999")),
            new("item-failed", $"/batches/{ended}?item=2", async page => await Expect(page.Locator(".item-panel")).ToContainTextAsync("mmm")),
            new("batch-settings", $"/batches/{ended}?tab=settings"),
            new("batch-timeline", $"/batches/{ended}?tab=timeline"),
            new("batch-downloads", $"/batches/{ended}?tab=downloads"),
            new("new", "/new", FillAsync),
            new("new-files", "/new", DropAsync),
            new("schedules", "/schedules", async page => await Expect(page.Locator(".content").GetByText("mmm").First).ToBeVisibleAsync()),
            new("schedule", $"/schedules/{schedule}", async page => await Expect(page.Locator(".runs li")).ToHaveCountAsync(1)),
            new("templates", "/templates", async page => await Expect(page.Locator(".content").GetByText("mmm").First).ToBeVisibleAsync()),
            new("memory", "/memory?model=codegeex4-8bit&context=131072&slots=8&flash_attention=off"),
            new("models", "/models", async page => await Expect(page.Locator(".content").GetByText("mmm").First).ToBeVisibleAsync()),
            new("admin", "/admin", async page => await Expect(page.GetByRole(AriaRole.Slider).First).ToBeVisibleAsync()),
            new("settings", "/admin/settings"),
            new("log", "/admin/log"),
            new("usage", $"/usage?by=user{Period}", async page => await Expect(page.Locator(".content").GetByText("mmm").First).ToBeVisibleAsync()),
            new("usage-by-label", $"/usage?by=label{Period}", async page => await Expect(page.Locator(".content").GetByText("mmm").First).ToBeVisibleAsync()),
            new("users", "/admin/users", async page => await Expect(page.Locator(".content").GetByText("mmm").First).ToBeVisibleAsync()),
            new("keys", "/admin/keys", async page => await Expect(page.Locator(".content").GetByText("mmm").First).ToBeVisibleAsync()),
            new("my-keys", "/account/keys"),
        ];
    }

    /// <summary>Before anybody signs in as them: the session knows the name.</summary>
    private static Task RenameAdministratorAsync(IServiceProvider services) => ChangeAsync(services, async db =>
    {
        var admin = await db.Users.SingleAsync();
        admin.UserName = UserName;
        admin.NormalizedUserName = UserName.ToUpperInvariant();
    });

    private static async Task<long> InviteAsync(IServiceProvider services)
    {
        var name = Unbroken(User.MaxNameLength, "2");
        var outcome = await services.GetRequiredService<Accounts>().CreateAsync(name, Role.Submitter, UserName, CancellationToken.None);
        return Assert.IsType<AccountDone>(outcome).UserId;
    }

    private static async Task<string> SubmitAsync(TestServer server, long owner)
    {
        string[] ids = [Unbroken(BatchItem.MaxCustomIdLength, "1"), Unbroken(BatchItem.MaxCustomIdLength, "2")];
        using var input = new MemoryStream(Encoding.UTF8.GetBytes(string.Join('\n', ids.Select(id => $$"""{"custom_id":"{{id}}","prompt":"{{Name}}"}"""))));
        var outcome = await server.Services.GetRequiredService<BatchSubmission>().SubmitAsync(
            new SubmissionRequest
            {
                Name = Name,
                ModelPath = server.ModelPath,
                Input = input,
                Labels = [Unbroken(BatchLabel.MaxLength), Unbroken(BatchLabel.MaxLength, "2")],
                Submitter = new Submitter(owner, null),
            },
            progress: null,
            CancellationToken.None);
        return Assert.IsType<SubmissionAccepted>(outcome).BatchPublicId;
    }

    private static async Task<long> ScheduleAsync(TestServer server)
    {
        using var input = new MemoryStream(Encoding.UTF8.GetBytes(Name));
        var who = new Author(UserName, UserId: null);
        var request = new SubmissionRequest { ModelPath = server.ModelPath, Input = Stream.Null, Labels = [Unbroken(BatchLabel.MaxLength)] };
        var templates = server.Services.GetRequiredService<BatchTemplates>();
        var template = Assert.IsType<TemplateSaved>(await templates.SaveAsync(new TemplateDraft(Name, request, input), who, CancellationToken.None)).Id;
        var draft = new ScheduleDraft(Name, template, "0 2 1,2,3,4,5,6,7,8,9,10 1,2,3,4,5,6,7,8 1-5", null, "America/Argentina/ComodRivadavia");
        var schedules = server.Services.GetRequiredService<BatchSchedules>();
        return Assert.IsType<ScheduleSaved>(await schedules.SaveAsync(null, draft, who, CancellationToken.None)).Id;
    }

    /// <summary>A batch as large as its columns allow; nothing carries shards while the queue is paused, so it stays so.</summary>
    private static Task EnlargeAsync(IServiceProvider services, string id, bool isEnded) => ChangeAsync(services, async db =>
    {
        var batch = await db.Batches.Include(batch => batch.Items).SingleAsync(batch => batch.PublicId == id);
        batch.StartedAt = batch.CreatedAt.AddDays(-MostDays);
        batch.TotalItems = MostCount;
        batch.SucceededItems = batch.FailedItems = batch.CancelledItems = MostCount / 4;
        batch.FlaggedItems = batch.EmptyItems = batch.TruncatedItems = batch.DegenerateItems = MostCount;
        batch.NoCodeItems = batch.SyntaxErrorItems = batch.CodeChangedItems = MostCount;
        batch.PromptTokens = batch.CompletionTokens = MostCount;
        batch.State = BatchState.Running;
        batch.WaitingReason = $"waiting: needs {Name} on {Name}";
        if (!isEnded)
            return;
        batch.Problem = $"The file {Name} cannot be read.";
        batch.ProblemCode = "model_unreadable";
        batch.Finish(BatchState.Failed, DateTimeOffset.UtcNow);
        foreach (var item in batch.Items)
        {
            item.PromptTokens = item.CompletionTokens = item.Attempts = item.EngineLosses = MostCount;
            item.FinishedAt = DateTimeOffset.UtcNow;
        }

        batch.Items[0].State = ItemState.Succeeded;
        batch.Items[0].Flags = Enum.GetValues<QualityFlags>().Aggregate((all, flag) => all | flag);
        batch.Items[0].Result = new ItemResult
        {
            ItemId = batch.Items[0].Id,
            Text = $"# {Name}\n\n{Name} `{Name}`\n\n| {Name} |\n|---|\n| {Name} |\n\n```python\n{Name}\n```",
            CachedTokens = MostCount,
            QueuedMs = MostCount,
            PrefillMs = MostCount,
            DecodeMs = MostCount,
        };
        batch.Items[1].State = ItemState.Failed;
        batch.Items[1].ErrorCode = "context_length_exceeded";
        batch.Items[1].ErrorMessage = $"The prompt {Name} is too long.";
    });

    private static Task UseAsync(IServiceProvider services, long user) => ChangeAsync(services, db =>
    {
        db.UsageDays.Add(new UsageDay
        {
            Day = DateOnly.ParseExact(UsedOn, "yyyy-MM-dd", CultureInfo.InvariantCulture),
            UserId = user,
            ApiKeyId = db.ApiKeys.First().Id,
            Model = Name,
            Labels = Unbroken(BatchLabel.MaxLength),
            SucceededItems = MostCount,
            FailedItems = MostCount,
            CancelledItems = MostCount,
            PromptTokens = MostTokens,
            CachedTokens = MostTokens,
            GeneratedTokens = MostTokens,
            EngineMs = MostTokens,
        });
        return Task.CompletedTask;
    });

    private static async Task ChangeAsync(IServiceProvider services, Func<BatchGenDbContext, Task> change)
    {
        await using var db = await services.GetRequiredService<IDbContextFactory<BatchGenDbContext>>().CreateDbContextAsync();
        await change(db);
        await db.SaveChangesAsync();
    }

    private static void Announce(TestServer server)
    {
        server.Engines.Engine(server.ModelPath).Announce(status => status with
        {
            State = EngineState.Ready,
            LoadProgress = 1,
            ProcessId = MostCount,
            Restarts = MostCount,
            Problem = Name,
            Adjustment = $"{Name} was made smaller.",
            WaitingReason = $"waiting: needs {Name} on {Name}",
            Devices = LargestMachine.Devices,
            ProcessBytes = MostBytes,
            Plan = Plan,
            Model = FakeEngine.Model with
            {
                Info = FakeEngine.Model.Info with { Description = Name, SizeBytes = MostBytes / 8 },
                ContextLimitTokens = MostCount,
            },
            Activity = new LoopActivity(MostCount, MostCount, MostCount / 4, MostCount / 2, MostCount, MostCount, MostCount, MostCount),
            Gpus = [new GpuReading(0, Name, MostBytes, MostBytes, MostBytes, 100, 999, 100)],
        });
        server.Services.GetRequiredService<HeadroomHistory>().Sample();
        server.Services.GetRequiredService<HeadroomHistory>().Sample();
    }

    private static MemoryPlan Plan => MemoryPlanner.Plan(
        new ModelShape(
            "chatglm", Name, "Q4_K", MostCount, 131_072, 4096, 128, 128, 151_552, [.. Enumerable.Repeat(new LayerShape(GiB, 32, 2, 13_696), 40)],
            GiB, GiB, false, 16 * GiB, default, true, false, 0, 0, false, 0, PlanAccuracy.Exact),
        new PlanSettings(131_072, Slots: 256, GpuLayers: 20),
        [.. LargestMachine.Devices.Select(device => DeviceBudget.Whole(device with { FreeBytes = device.TotalBytes }))]);

    private static async Task FillAsync(IPage page)
    {
        await page.Locator("#prompts").FillAsync($$"""
            {"prompt":"{{Name}}"}
            {"prompt":12,"custom_id":"{{Name}}"}
            {"custom_id":"{{Name}}","prompt":"a","{{Name}}":1}
            {{Name}}
            """);
        await Expect(page.Locator(".problems")).ToBeVisibleAsync();
    }

    private static async Task DropAsync(IPage page)
    {
        var source = Encoding.UTF8.GetBytes(string.Join('\n', Enumerable.Range(0, 6_000).Select(number => $"value_{number} = {number}")));
        FilePayload[] files =
        [
            new() { Name = $"{Name}.py", MimeType = "text/x-python", Buffer = source },
            new() { Name = $"{Name}2.py", MimeType = "text/x-python", Buffer = source },
        ];
        await page.Locator("input[type=file]").First.SetInputFilesAsync(files);
        await page.Locator("#task").SelectOptionAsync("Comment");
        await Expect(page.Locator(".over-limit")).ToBeVisibleAsync();
    }
}
