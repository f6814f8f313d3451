using System.Text;
using BatchGen.Batches.Queries;
using BatchGen.Batches.Submission;
using BatchGen.Code.Inputs;
using BatchGen.Code.Tasks;
using BatchGen.Testing;
using BatchGen.Web.Controls;
using BatchGen.Web.Pages.BatchList;
using BatchGen.Web.Pages.BatchView;
using BatchGen.Web.Pages.Dashboard;
using BatchGen.Web.Pages.NewBatch;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace BatchGen.EndToEnd;

/// <summary>A night on the server: batches that ended well, one with failures, one that runs.</summary>
internal static class Scenes
{
    private const string Code = """
        Here is a function that does it:

        ```python
        def is_prime(number: int) -> bool:
            if number < 2:
                return False
            return all(number % factor for factor in range(2, int(number ** 0.5) + 1))
        ```

        It tries every factor up to the square root, so it is quick enough for numbers of this size. <b>Not bold.</b>
        """;

    private const string Source = """
        import math


        class Invoice:
            def __init__(self, net, rate):
                self.net = net
                self.rate = rate

            def gross(self):
                return math.floor(self.net * (1 + self.rate))
        """;

    private const string Commented = """
        import math


        # An invoice of one customer.
        class Invoice:
            def __init__(self, net, rate):
                self.net = net
                self.rate = rate  # A share: 0.19 is 19 %.

            def gross(self):
                # Rounded down, as the tax office asks.
                return math.floor(self.net * (1 + self.rate))
        """;

    public static string Answer(string prompt) =>
        prompt.Contains("class Invoice", StringComparison.Ordinal) ? $"```python\n{Commented}\n```" : AnswerInWords(prompt);

    private static string AnswerInWords(string prompt) => prompt.Contains("too long", StringComparison.Ordinal)
        ? throw new InvalidOperationException("The prompt has 5,120 tokens; 4,096 are allowed for prompt and answer together.")
        : Code;

    public static IReadOnlyList<Scene> Empty { get; } =
    [
        new("dashboard-empty", "/"),
        new("batches-empty", "/batches"),
        new("new-empty", "/new"),
        new("schedules-empty", "/schedules"),
        new("templates-empty", "/templates"),
        new("schedule-new", "/schedules/new"),
    ];

    public static async Task<IReadOnlyList<Scene>> PlayAsync(TestServer server)
    {
        var engine = server.Engines.Engine(server.ModelPath);
        engine.Duration = TimeSpan.FromMilliseconds(10);
        await EndAsync(server, await SubmitAsync(server, "Unit tests for the parser", 240, "Write a unit test for case"));
        await EndAsync(server, await SubmitAsync(server, "Comments for legacy modules", 64, "Comment module"));
        var mixed = await SubmitAsync(server, "Translate the SQL reports to PostgreSQL", 40, "Translate report", "This one is too long:");
        await EndAsync(server, mixed);
        var commented = await CommentAsync(server);
        await EndAsync(server, commented);
        engine.Duration = TimeSpan.FromSeconds(2);
        var running = await SubmitAsync(server, "Nightly refactoring of the billing service, first half", 4_000, "Refactor method");

        return
        [
            new("dashboard", "/", async page => await Expect(page.GetByText(Words.Pattern<DashboardTexts>("TokensPerSecond")).First).ToBeVisibleAsync()),
            new("batches", "/batches"),
            new("batches-selected", "/batches", async page =>
            {
                await page.Locator(".pick").First.CheckAsync();
                await Expect(page.GetByRole(AriaRole.Region, new() { NameRegex = Words.Pattern<BatchListTexts>("BulkActions") })).ToBeVisibleAsync();
            }),
            new("batches-by-label", "/batches?group=label"),
            new("batch-running", $"/batches/{running}"),
            new("batch-mixed", $"/batches/{mixed}"),
            new("item", $"/batches/{mixed}?item=2", async page => await Expect(page.GetByText("is_prime").First).ToBeVisibleAsync()),
            new(
                "item-failed",
                $"/batches/{mixed}?state=failed&item=1",
                async page => await Expect(page.GetByText("context_length_exceeded").First).ToBeVisibleAsync()),
            new("batch-settings", $"/batches/{mixed}?tab=settings"),
            new("batch-timeline", $"/batches/{mixed}?tab=timeline"),
            new("batch-downloads", $"/batches/{mixed}?tab=downloads"),
            new("new-checked", "/new", async page =>
            {
                await page.Locator("#prompts").FillAsync("{\"prompt\":\"Write a function\"}\n{\"prompt\":12}\nnot json\n{\"prompt\":\"Write a test\"}");
                await Expect(page.GetByText(Words.Pattern<NewBatchTexts>("BadLines"))).ToBeVisibleAsync();
            }),
            new("new-sources", "/new", DropSourcesAsync),
            new("commented", $"/batches/{commented}?item=1", async page => await Expect(page.GetByRole(AriaRole.Region, new() { NameRegex = Words.Pattern<BatchViewTexts>("Diff") }).Last).ToContainTextAsync("as the tax office asks")),
            new("shortcuts", "/batches", async page =>
            {
                await page.Keyboard.PressAsync("?");
                await Expect(page.GetByText(Words.Pattern<ControlsTexts>("Shortcuts"))).ToBeVisibleAsync();
            }),
            new("memory", "/memory?model=codegeex4-8bit&context=131072&slots=8&flash_attention=off"),
            new("models", "/models"),
            new("admin", "/admin", async page => await Expect(page.GetByRole(AriaRole.Slider).First).ToBeVisibleAsync()),
            new("not-found", "/batches/batch_that_is_gone"),
        ];
    }

    private static async Task DropSourcesAsync(IPage page)
    {
        FilePayload[] files =
        [
            new() { Name = "invoice.py", MimeType = "text/x-python", Buffer = Encoding.UTF8.GetBytes(Source) },
            new() { Name = "ledger.py", MimeType = "text/x-python", Buffer = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(Source + "\n\n", 120))) },
        ];
        await page.GetByLabel(Words.Pattern<NewBatchTexts>("ChooseFilesLabel")).SetInputFilesAsync(files);
        await page.Locator("#task").SelectOptionAsync("Comment");
        await Expect(page.GetByText(Words.Pattern<NewBatchTexts>("OverLimitCount")).First).ToBeVisibleAsync();
    }

    private static async Task<string> CommentAsync(TestServer server)
    {
        var request = new SubmissionRequest
        {
            Name = "Comments for invoices",
            ModelPath = server.ModelPath,
            Input = Stream.Null,
            Format = InputFormat.Files,
            Files = [new UploadedFile("invoice.py", () => new MemoryStream(Encoding.UTF8.GetBytes(Source)))],
            Task = TaskSetting.Of(TaskKind.Comment),
        };
        var outcome = await server.Services.GetRequiredService<BatchSubmission>().SubmitAsync(request, progress: null, CancellationToken.None);
        return Assert.IsType<SubmissionAccepted>(outcome).BatchPublicId;
    }

    public static async Task<string> SubmitAsync(TestServer server, string name, int items, string prompt, string? first = null)
    {
        var lines = Enumerable.Range(1, items).Select(number => number == 1 && first is not null ? $"{first} {number}" : $"{prompt} {number}");
        using var input = new MemoryStream(Encoding.UTF8.GetBytes(string.Join('\n', lines)));
        var outcome = await server.Services.GetRequiredService<BatchSubmission>().SubmitAsync(
            new SubmissionRequest { Name = name, ModelPath = server.ModelPath, Input = input }, progress: null, CancellationToken.None);
        return Assert.IsType<SubmissionAccepted>(outcome).BatchPublicId;
    }

    public static async Task EndAsync(TestServer server, string batch)
    {
        using var patience = new CancellationTokenSource(Patience.Ceiling);
        var queries = server.Services.GetRequiredService<BatchQueries>();
        for (var now = await queries.GetAsync(batch, patience.Token); !now!.Summary.IsFinished; now = await queries.GetAsync(batch, CancellationToken.None))
        {
            Assert.False(patience.IsCancellationRequested, $"The batch does not end: {now.Summary}");
            await Task.Delay(100, CancellationToken.None);
        }
    }
}
