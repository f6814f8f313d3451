using System.CommandLine;
using System.Text.Json.Nodes;
using BatchGen.Batches.Requests;
using BatchGen.Code.Inputs;
using BatchGen.Code.Tasks;
using BatchGen.Web.Api;
using BatchGen.Web.CommandLine.Display;
using BatchGen.Web.Remote;
using BatchGen.Web.Wire;

namespace BatchGen.Web.CommandLine.Servers;

/// <summary><c>submit FILE</c>: hands a batch to a server and prints its id; with --wait it ends as <c>run</c> does.</summary>
internal sealed class SubmitVerb(ServerVerbs verbs)
{
    private readonly Argument<string> _input = new("FILE") { Description = "As of run: lines of prompts, a .csv, an archive, a folder, a source file; - reads standard input." };
    private readonly Option<string?> _name = new("--name") { Description = "What the batch is called; the file's name if not given.", HelpName = "TEXT" };
    private readonly Option<string?> _model = new("--model") { Description = "The model's name, as models list prints it; the server's default if not given.", HelpName = "NAME" };
    private readonly Option<string?> _task = new("--task")
    {
        Description = $"What to ask of each prompt or file: {string.Join(", ", TaskCatalogue.All.Select(preset => preset.Name))}.",
        HelpName = "NAME",
        CompletionSources = { TaskCatalogue.All.Select(preset => preset.Name).ToArray() },
    };

    private readonly Option<int?> _maxTokens = new("--max-tokens") { Description = "The most tokens to generate for each prompt.", HelpName = "N" };
    private readonly Option<double?> _temperature = new("--temperature") { Description = "0 is reproducible, up to 2 is more varied.", HelpName = "X" };
    private readonly Option<int?> _priority = new("--priority") { Description = "Higher goes first, from -100 to 100; 0 is normal.", HelpName = "N" };
    private readonly Option<string[]> _labels = new("--label") { Description = "A label for filters and groups of the list; may be given several times.", HelpName = "TEXT" };
    private readonly Option<bool> _acceptBadLines = new("--accept-bad-lines") { Description = "Run the good lines; bad ones become errors in the results." };
    private readonly Option<string?> _nameEncoding = new("--name-encoding")
    {
        Description = $"How names in an archive are encoded that do not say it: {string.Join(", ", EncodingForm.OfNames.Select(form => form.Name))}. By default found out.",
        HelpName = "NAME",
        CompletionSources = { EncodingForm.OfNames.Select(form => form.Name).ToArray() },
    };

    private readonly Option<bool> _wait = new("--wait")
    {
        Description = "Wait for the batch's end and show the way there. Exit code 0: every item has a result; 1: some failed. Ctrl-C leaves the batch to the server.",
    };

    public Verb Build() => verbs.Make(
        "submit",
        "Submits a file to a server and prints the batch's id.",
        "submit prompts.jsonl --model codegeex4-all-9b-q4_k_m --wait",
        SubmitAsync,
        _input, _name, _model, _task, _maxTokens, _temperature, _priority, _labels, _acceptBadLines, _nameEncoding, _wait);

    private async Task<int> SubmitAsync(ServerCall call)
    {
        var settings = new RunSettings(call.Parsed.GetRequiredValue(_input), "", null, Engine.EngineChoice.Standard, null, 0, false, null)
        {
            Task = call.Parsed.GetValue(_task) is { } task ? TaskSetting.Of(KnownTask(task)) : null,
        };
        await using var input = RunInput.Open(settings, call.Streams);
        await using var upload = await input.PackAsync(call.Token);
        var fields = Fields(call.Parsed, settings, upload);
        var batch = await SubmitAsync(call, upload.Content, UploadNameOf(settings), fields);
        foreach (var note in batch.Notes ?? [])
            await call.NoteAsync(note.Original is null ? $"{note.Path} was left out: {note.Message}" : $"{note.Original} goes by {note.Path}: {note.Message}");
        if (call.Parsed.GetValue(_wait))
            return await WaitAsync(call, batch);
        await call.Report.SayAsync(batch, () => $"{batch.Id}{Environment.NewLine}");
        return ExitCodes.Success;
    }

    private static async Task<BatchSummaryBody> SubmitAsync(ServerCall call, Stream content, string name, JsonObject fields)
    {
        try
        {
            return await new SubmissionCalls(call.Server).SubmitAsync(content, name, fields, call.Token);
        }
        catch (UnansweredException)
        {
            await call.NoteAsync("The server may have taken the batch before it was told to stop. See with 'batchgen batches list'.");
            throw;
        }
    }

    private JsonObject Fields(ParseResult parsed, RunSettings settings, PackedInput upload)
    {
        var fields = new JsonObject
        {
            ["name"] = parsed.GetValue(_name) ?? Path.GetFileName(Path.TrimEndingDirectorySeparator(settings.InputName)),
            ["format"] = BodyFields.WordOf(upload.Format),
            ["on_bad_lines"] = BodyFields.WordOf(parsed.GetValue(_acceptBadLines) ? OnBadLines.Accept : OnBadLines.Refuse),
            ["model"] = parsed.GetValue(_model),
            ["task"] = parsed.GetValue(_task),
            ["max_tokens"] = parsed.GetValue(_maxTokens),
            ["temperature"] = parsed.GetValue(_temperature),
            ["priority"] = parsed.GetValue(_priority),
            ["name_encoding"] = parsed.GetValue(_nameEncoding),
        };
        if (parsed.GetValue(_labels) is { Length: > 0 } labels)
            fields["labels"] = new JsonArray([.. labels.Select(label => JsonValue.Create(label))]);
        return fields;
    }

    private static async Task<int> WaitAsync(ServerCall call, BatchSummaryBody batch)
    {
        // Before the wait: whoever breaks it off must know what to look for.
        await call.NoteAsync($"Submitted as {batch.Id}.");
        BatchSummaryBody end;
        try
        {
            end = await FollowAsync(call, batch.Id);
        }
        catch (OperationCanceledException) when (call.Token.IsCancellationRequested)
        {
            await call.NoteAsync($"The batch goes on at the server. Cancel it with 'batchgen batches cancel {batch.Id}'.");
            throw;
        }

        var counts = RunSummary.Of(end.SucceededItems, end.TotalItems, end.FailedItems, end.CancelledItems);
        await call.NoteAsync(end.Problem is null ? $"{counts}." : $"{counts}. {end.Problem}");
        await call.Report.SayAsync(end, () => $"{end.Id}{Environment.NewLine}");
        return end.SucceededItems == end.TotalItems && end.TotalItems > 0 ? ExitCodes.Success : ExitCodes.SomeFailed;
    }

    private static async Task<BatchSummaryBody> FollowAsync(ServerCall call, string id)
    {
        BatchSummaryBody? end = null;
        await RunDisplays.For(call.Streams).ShowAsync(async view =>
        {
            end = await new BatchWatch(call.Server).FollowAsync(id, progress => view.Running(RemoteProgress.Of(progress)), call.Token);
            return ExitCodes.Success;
        });
        return end!;
    }

    private static TaskKind KnownTask(string name)
    {
        try
        {
            return TaskCatalogue.Find(name).Kind;
        }
        catch (TaskException unknown)
        {
            throw new UnusableException(unknown.Message, unknown.Code);
        }
    }

    /// <summary>What the server shows of it; a folder was packed.</summary>
    private static string UploadNameOf(RunSettings settings) => settings.InputPath == RunSettings.StandardInput
        ? "standard-input"
        : Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(settings.InputPath)));
}
