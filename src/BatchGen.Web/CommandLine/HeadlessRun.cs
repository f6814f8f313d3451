using BatchGen.Batches.Queries;
using BatchGen.Batches.Requests;
using BatchGen.Batches.Results;
using BatchGen.Batches.Submission;
using BatchGen.Code.Exports;
using BatchGen.Engine.Client;
using BatchGen.Inference.Sampling;
using BatchGen.Web.CommandLine.Display;
using BatchGen.Web.Formatting;
using BatchGen.Web.Models;

namespace BatchGen.Web.CommandLine;

/// <summary>One batch from file to file, through the very services that the server uses.</summary>
internal sealed class HeadlessRun(RunSettings settings, CommandStreams streams, VerbReport report, Action<IServiceCollection>? customize)
{
    /// <summary>Problems beyond these are counted only: a wrong file has thousands.</summary>
    private const int ShownProblems = 20;

    /// <exception cref="OperationCanceledException">It was interrupted before anything ran.</exception>
    public async Task<int> ExecuteAsync(CancellationToken interrupted)
    {
        await using var input = RunInput.Open(settings, streams);
        await using var target = new ResultTarget(settings.OutputPath);
        await using var host = new HeadlessHost(settings, customize);
        await host.StartAsync(interrupted);
        BatchSummary? end = null;
        var exit = await RunDisplays.For(streams).ShowAsync(async view =>
        {
            end = await RunAsync(host.Services, input, target, view, interrupted);
            return interrupted.IsCancellationRequested ? ExitCodes.Interrupted
                : end.SucceededItems == end.TotalItems ? ExitCodes.Success
                : ExitCodes.SomeFailed;
        });
        await report.SayAsync(
            new RunDocument(settings.OutputPath, end!.TotalItems, end.SucceededItems, end.FailedItems, end.CancelledItems, end.Problem?.ToString()), () => "");
        return exit;
    }

    private async Task<BatchSummary> RunAsync(IServiceProvider services, RunInput input, ResultTarget target, IRunView view, CancellationToken interrupted)
    {
        var model = services.GetRequiredService<ModelCatalog>().Default;
        await LoadAsync(services.GetRequiredService<IEngineManager>().GetEngine(model.Path, settings.Engine), model, view, interrupted);
        var batch = await SubmitAsync(services.GetRequiredService<BatchSubmission>(), input, model, view, interrupted);
        var follower = ActivatorUtilities.CreateInstance<BatchFollower>(services, view);
        var end = await follower.FollowAsync(batch, interrupted);

        await WriteAsync(services, batch, target.Content);
        target.Commit();
        view.Say(Summary(end));
        return end;
    }

    private static async Task LoadAsync(IEngine engine, ModelFile model, IRunView view, CancellationToken interrupted)
    {
        if (model.Caution is { } caution)
            view.Say(caution.ToString());
        using var progress = engine.Subscribe(status => view.Loading(model.Name, status.LoadProgress));
        try
        {
            await engine.WaitUntilReadyAsync(interrupted);
            if (engine.Status.Model?.Runtime is { } runtime)
                view.Say($"Runs on {runtime.Summary}. {runtime.Reason}".TrimEnd());
        }
        catch (EngineException failure)
        {
            throw new UnusableException($"{failure.Message} ({failure.Code})", failure.Code);
        }
    }

    private async Task<string> SubmitAsync(BatchSubmission submission, RunInput input, ModelFile model, IRunView view, CancellationToken interrupted)
    {
        var request = input.ApplyTo(new SubmissionRequest
        {
            Name = Path.GetFileName(settings.InputName),
            ModelPath = model.Path,
            Input = Stream.Null,
            Task = settings.Task,
            Templates = settings.Templates,
            NameEncoding = settings.NameEncoding,
            OnBadLines = settings.AcceptBadLines ? OnBadLines.Accept : OnBadLines.Refuse,
            Sampling = SamplingSettings.Greedy with { Temperature = settings.Temperature },
            MaxTokens = settings.MaxTokens,
            ContextLimitTokens = settings.Engine.ContextTokens,
            Engine = settings.Engine,
        });
        return await submission.SubmitAsync(request, new Relay<SubmissionProgress>(view.Submitting), interrupted) switch
        {
            SubmissionAccepted accepted => SayNotes(accepted, view),
            SubmissionRefused refused => throw new UnusableException(
                Describe(refused), refused.Problems.Count > 0 ? refused.Problems[0].Code : UnusableException.InputCode),
            var other => throw new InvalidOperationException($"Unknown outcome {other.GetType().Name}."),
        };
    }

    /// <returns>The batch's public id.</returns>
    private static string SayNotes(SubmissionAccepted accepted, IRunView view)
    {
        foreach (var note in accepted.Notes.Take(ShownProblems))
            view.Say(note.Original is null ? $"{note.Path} was left out: {note.Message}" : $"{note.Original} goes by {note.Path}: {note.Message}");
        if (accepted.Notes.Count > ShownProblems)
            view.Say($"… and {CountText.Of(accepted.Notes.Count - ShownProblems, "file")} more.");
        return accepted.BatchPublicId;
    }

    private async Task WriteAsync(IServiceProvider services, string batch, Stream target)
    {
        if (ExportFormatOf(settings) is not { } format)
        {
            var results = new OrderedResults(services.GetRequiredService<ResultFiles>(), services.GetRequiredService<BatchQueries>());
            await results.WriteAsync(batch, target, CancellationToken.None);
            return;
        }

        var export = await services.GetRequiredService<BatchExports>().FindAsync(batch, format, CancellationToken.None);
        await (export ?? throw new UnusableException("The batch was deleted while it ran.")).WriteAsync(target, CancellationToken.None);
    }

    /// <summary>Null for the batch's own result lines, which end in .jsonl too and are what any other name gets.</summary>
    private static ExportFormat? ExportFormatOf(RunSettings settings) => ExportForm.OfFile(settings.OutputPath)?.Format switch
    {
        ExportFormat.Jsonl => null,
        ExportFormat.Csv when settings.IsForSpreadsheets => ExportFormat.CsvSpreadsheet,
        var byName => byName,
    };

    private string Describe(SubmissionRefused refused)
    {
        var lines = refused.Problems.Take(ShownProblems)
            .Select(problem => $"{settings.InputName}{(problem.Line is { } line ? $":{line}" : "")}: {problem.Message} ({problem.Code})")
            .ToList();
        if (refused.TotalProblems > lines.Count)
            lines.Add($"… and {CountText.Of(refused.TotalProblems - lines.Count, "problem")} more.");
        if (!settings.AcceptBadLines && refused.Problems.All(problem => problem.Line is not null))
            lines.Add("Nothing was run. Mend these lines, or add --accept-bad-lines to run the others.");
        return string.Join(Environment.NewLine, lines);
    }

    private string Summary(BatchSummary end)
    {
        var problem = end.Problem is null ? "" : $" {end.Problem}";
        return $"{RunSummary.Of(end.SucceededItems, end.TotalItems, end.FailedItems, end.CancelledItems)}: {settings.OutputPath}{problem}";
    }
}
