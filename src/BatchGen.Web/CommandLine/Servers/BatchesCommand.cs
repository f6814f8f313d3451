using System.CommandLine;
using BatchGen.Web.Api;
using BatchGen.Web.Formatting;
using BatchGen.Web.Remote;

namespace BatchGen.Web.CommandLine.Servers;

/// <summary><c>batches</c>: what a server has of them, and what is done to one.</summary>
internal sealed class BatchesCommand(ServerVerbs verbs)
{
    private const int MostOfAPage = 100;

    private readonly Argument<string> _id = new("ID") { Description = "The batch's id, as submit and batches list print it." };

    public Command Build() => new("batches", "Lists, shows, steers and downloads batches of a server.")
    {
        List(),
        verbs.Make("show", "Shows one batch.", "batches show batch_01JD", ShowAsync, _id),
        Control("cancel", "Cancels a batch; what is done is kept.", "cancelled"),
        Control("pause", "Lets nothing more of a batch begin; what runs is given back.", "paused"),
        Control("resume", "Goes on with a paused batch.", "resumed"),
        Control("retry", "Runs the failed items of a batch again.", "queued again"),
        new DownloadVerb(verbs, _id).Build(),
    };

    private Verb List()
    {
        var limit = new Option<int>("--limit") { Description = "How many at most, newest first.", HelpName = "N", DefaultValueFactory = _ => 20 };
        limit.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var given }] && int.TryParse(given, out var number) && number < 1)
                result.AddError($"--limit must be 1 or more; it is {given}.");
        });
        return verbs.Make("list", "Lists batches, newest first.", "batches list --limit 50", call => ListAsync(call, call.Parsed.GetValue(limit)), limit);
    }

    private static async Task<int> ListAsync(ServerCall call, int limit)
    {
        var batches = new List<BatchSummaryBody>();
        string? cursor = null;
        do
        {
            var size = Math.Min(limit - batches.Count, MostOfAPage);
            var after = cursor is null ? "" : $"&cursor={Uri.EscapeDataString(cursor)}";
            var page = await call.Server.GetAsync<BatchPageBody>($"api/batches?limit={size}{after}", call.Token);
            batches.AddRange(page.Batches);
            cursor = page.Cursor;
        }
        while (cursor is not null && batches.Count < limit);
        await call.Report.SayAsync(new BatchPageBody(batches, cursor), () => Table(call, batches));
        return ExitCodes.Success;
    }

    private static string Table(ServerCall call, List<BatchSummaryBody> batches)
    {
        if (batches.Count == 0)
            return $"There are no batches that this key may see.{Environment.NewLine}";
        var table = call.Table("Id", "State", "Done", "Failed", "Age", "Name");
        var now = DateTimeOffset.UtcNow;
        foreach (var batch in batches)
            table.Add(
                batch.Id, batch.State, $"{batch.SucceededItems}/{batch.TotalItems}", $"{batch.FailedItems}", TimeText.Age(batch.CreatedAt, now), batch.Name);
        return table.ToString();
    }

    private async Task<int> ShowAsync(ServerCall call)
    {
        var batch = await call.Server.GetAsync<BatchSummaryBody>(BatchWatch.PathOf(call.Parsed.GetRequiredValue(_id)), call.Token);
        await call.Report.SayAsync(batch, () => Text(batch));
        return ExitCodes.Success;
    }

    private static string Text(BatchSummaryBody batch) => new TextFacts()
        .Add("Id", batch.Id)
        .Add("Name", batch.Name)
        .Add("State", batch.State)
        .Add("Model", batch.Model)
        .Add("Items", $"{batch.TotalItems}: {batch.SucceededItems} done, {batch.FailedItems} failed, {batch.CancelledItems} cancelled")
        .Add("Tokens", $"{CountText.Of(batch.PromptTokens)} in prompts, {CountText.Of(batch.CompletionTokens)} generated")
        .Add("Priority", batch.Priority == 0 ? null : $"{batch.Priority}")
        .Add("Waits", batch.WaitingReason)
        .Add("Problem", batch.Problem is null ? null : $"{batch.Problem}{(batch.ProblemCode is null ? "" : $" ({batch.ProblemCode})")}")
        .Add("Hours", batch.Hours)
        .Add("Goes on", TimeText.Of(batch.OpensAt, ""))
        .Add("Created", TimeText.Of(batch.CreatedAt))
        .Add("Started", TimeText.Of(batch.StartedAt, ""))
        .Add("Finished", TimeText.Of(batch.FinishedAt, ""))
        .Add("Files", batch.Notes is { Count: > 0 } notes ? $"{CountText.Of(notes.Count, "file")} left out or renamed (--json has them)" : null)
        .ToString();

    private Verb Control(string name, string description, string done) => verbs.Make(
        name,
        description,
        $"batches {name} batch_01JD",
        async call =>
        {
            var id = call.Parsed.GetRequiredValue(_id);
            var answer = await call.Server.PostAsync<ControlBody>($"{BatchWatch.PathOf(id)}/{name}", body: null, call.Token);
            await call.Report.SayAsync(answer, () => $"{PlainText.Of(id)}: {CountText.Of(answer.Items, "item")} {done}.{Environment.NewLine}");
            return ExitCodes.Success;
        },
        _id);
}
