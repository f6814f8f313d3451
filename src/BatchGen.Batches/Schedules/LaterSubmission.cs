using BatchGen.Batches.Templates;

namespace BatchGen.Batches.Schedules;

/// <summary>Keeps what a person would submit now as a template, with a schedule that submits it.</summary>
public sealed class LaterSubmission(BatchTemplates templates, BatchSchedules schedules)
{
    /// <summary>Batches handed in for the same minute under the same name, numbered from 2.</summary>
    private const int MostOfOneName = 99;

    /// <summary>Both are saved, or neither.</summary>
    /// <param name="template">When its name is taken, a number is added.</param>
    /// <param name="schedule">Its template is not looked at: it submits the one that is saved here.</param>
    /// <param name="who">The owner of both.</param>
    /// <returns>A refusal has the template's code or the schedule's.</returns>
    public async Task<ScheduleOutcome> SaveAsync(TemplateDraft template, ScheduleDraft schedule, Author who, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(template);
        ArgumentNullException.ThrowIfNull(schedule);
        var name = await FreeNameAsync(template.Name, cancellationToken);
        var kept = await templates.SaveAsync(template with { Name = name }, who, cancellationToken);
        if (kept is not TemplateSaved saved)
            return kept is TemplateRefused refused ? new ScheduleRefused(refused.Code, refused.Sentence) : throw new InvalidOperationException($"A template was saved as {kept}.");

        // A crash between the two leaves a template that nobody submits; it is listed and can be deleted.
        var outcome = await schedules.SaveAsync(id: null, schedule with { TemplateId = saved.Id }, who, cancellationToken);
        if (outcome is not ScheduleSaved)
            await templates.DeleteAsync(saved.Id, CancellationToken.None);
        return outcome;
    }

    private async Task<string> FreeNameAsync(string wanted, CancellationToken cancellationToken)
    {
        var taken = (await templates.ListAsync(ownerId: null, cancellationToken)).Select(template => template.Name).ToHashSet(StringComparer.Ordinal);
        return Enumerable.Range(2, MostOfOneName - 1).Select(number => $"{wanted} ({number})").Prepend(wanted).FirstOrDefault(name => !taken.Contains(name)) ?? wanted;
    }
}
