using System.Globalization;
using BatchGen.Batches.Data;
using BatchGen.Batches.Quotas;
using BatchGen.Batches.Submission;
using BatchGen.Batches.Templates;
using BatchGen.Code.Inputs;
using BatchGen.Inference.Sentences;
using Microsoft.EntityFrameworkCore;

namespace BatchGen.Batches.Schedules;

/// <summary>Makes the batch of one run, from the schedule's template and what it has to read.</summary>
internal sealed class ScheduledSubmission(
    IDbContextFactory<BatchGenDbContext> contexts, BatchTemplates templates, BatchSubmission submission, WatchedFolders folders)
{
    /// <exception cref="Exception">What nobody expects; the run is as it was.</exception>
    public async Task<RunEnd> SubmitAsync(Schedule schedule, ScheduleRun run, CancellationToken cancellationToken)
    {
        // What a person may no longer do, their schedules may not do for them.
        if (schedule.Owner is { } owner && (owner.IsDisabled || !RoleRights.Of(owner.Role).HasFlag(Rights.Submit)))
            return new RunEnd(RunState.Refused, null, $"The schedule is {owner.UserName}'s, who may not submit batches any more.");
        if (await templates.GetAsync(schedule.TemplateId, cancellationToken) is not { } template)
            return new RunEnd(RunState.Refused, null, "The schedule's template is gone.");
        await using var input = await OpenInputAsync(schedule, run, cancellationToken);
        if (input is null)
            return run.FileName is null
                ? new RunEnd(RunState.Refused, null, $"The template '{template.Summary.Name}' has no input any more.")
                : new RunEnd(RunState.Refused, null, $"'{run.FileName}' changed or went while it was read; it is taken once it rests.") { LeavesFile = true };

        var request = template.Settings with
        {
            Input = input,
            Format = FormatOf(run, template.Settings.Format),
            Name = NameOf(schedule, run),
            Submitter = schedule.OwnerId is { } ownerId ? new Submitter(ownerId, ApiKeyId: null) : null,
            Schedule = new ScheduledBy(schedule.Id, run.Id),
        };
        try
        {
            switch (await submission.SubmitAsync(request, progress: null, cancellationToken))
            {
                case SubmissionAccepted accepted:
                    await templates.MarkUsedAsync(schedule.TemplateId, cancellationToken);
                    return RunEnd.Submitted(run, accepted.BatchPublicId);
                case SubmissionRefused { Problems: [var first, ..] }:
                    return new RunEnd(RunState.Refused, null, first.Sentence);
                default:
                    return new RunEnd(RunState.Refused, null, "The input was refused.");
            }
        }
        catch (InputException unreadable)
        {
            // An archive or a table that is none at all.
            return new RunEnd(RunState.Refused, null, StoredText.Clean(unreadable.Message));
        }
        catch (DbUpdateException)
        {
            await using var db = await contexts.CreateDbContextAsync(cancellationToken);
            if (await db.Schedules.AnyAsync(other => other.Id == schedule.Id, cancellationToken))
                throw;
            return new RunEnd(RunState.Refused, null, "The schedule was deleted while its input was read.");
        }
    }

    /// <summary>A file of a folder is what its name says; one that says nothing is read as the template reads its own lines.</summary>
    private static InputFormat FormatOf(ScheduleRun run, InputFormat ofTemplate)
    {
        if (run.FileName is null)
            return ofTemplate;
        return InputFormats.OfFileName(run.FileName) switch
        {
            InputFormat.Detect or InputFormat.Files => ofTemplate is InputFormat.Text or InputFormat.JsonLines ? ofTemplate : InputFormat.Detect,
            var byName => byName,
        };
    }

    private async Task<Stream?> OpenInputAsync(Schedule schedule, ScheduleRun run, CancellationToken cancellationToken) =>
        run is { FileName: { } name, FileHash: { } hash } && schedule.Folder is { } folder
            ? await folders.OpenCopyAsync(folder, new WatchedFile(name, hash), cancellationToken)
            : await templates.OpenInputAsync(schedule.TemplateId, cancellationToken);

    private static string NameOf(Schedule schedule, ScheduleRun run) => $"{schedule.Name} · {run.FileName ?? TimeOf(run, schedule.TimeZone)}";

    private static string TimeOf(ScheduleRun run, string zone) =>
        TimeZoneInfo.ConvertTime(run.At, ScheduleRules.ZoneOf(zone)).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
}

/// <summary>What became of a run.</summary>
/// <param name="Note">What stands in the history beside it.</param>
internal sealed record RunEnd(RunState State, string? BatchPublicId, Sentence? Note)
{
    /// <summary>The file is to be found again.</summary>
    public bool LeavesFile { get; init; }

    /// <summary>What was said about a failed try is over once one succeeds.</summary>
    public static RunEnd Submitted(ScheduleRun run, string batchPublicId) =>
        new(RunState.Submitted, batchPublicId, run.Failures == 0 ? run.Note : null);
}
