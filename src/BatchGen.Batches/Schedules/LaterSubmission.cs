using BatchGen.Batches.Templates;

namespace BatchGen.Batches.Schedules;

/// <summary>Keeps what a person would submit now as a template, with a schedule that submits it.</summary>
public sealed class LaterSubmission(BatchTemplates templates, BatchSchedules schedules)
{
    /// <summary>Both are saved, or neither.</summary>
    /// <param name="template">When its name is taken, a number is added.</param>
    /// <param name="schedule">Its template is not looked at: it submits the one that is saved here.</param>
    /// <param name="who">The owner of both.</param>
    /// <returns>A refusal has the template's code or the schedule's.</returns>
    public async Task<ScheduleOutcome> SaveAsync(TemplateDraft template, ScheduleDraft schedule, Author who, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(template);
        ArgumentNullException.ThrowIfNull(schedule);
        // More than one batch may be handed in for the same minute under the same name.
        var name = FreeName.Of(template.Name, (await templates.ListAsync(ownerId: null, cancellationToken)).Select(other => other.Name));
        var kept = await templates.SaveAsync(template with { Name = name }, who, cancellationToken);
        if (kept is not TemplateSaved saved)
            return kept is TemplateRefused refused
                ? new ScheduleRefused(refused.Code, refused.Sentence)
                : throw new InvalidOperationException($"A template was saved as {kept}.");

        // A crash between the two leaves a template that nobody submits; it is listed and can be deleted.
        var outcome = await schedules.SaveAsync(id: null, schedule with { TemplateId = saved.Id }, who, cancellationToken);
        if (outcome is not ScheduleSaved)
            await templates.DeleteAsync(saved.Id, CancellationToken.None);
        return outcome;
    }
}
