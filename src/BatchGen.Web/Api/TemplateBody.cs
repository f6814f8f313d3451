using System.Text.Json;
using BatchGen.Batches.Templates;
using BatchGen.Code.Tasks;

namespace BatchGen.Web.Api;

/// <summary>Settings that were saved under a name, with or without an input.</summary>
/// <param name="Owner">Null when nobody is known.</param>
/// <param name="Task">As a request's "task" spells it; null when the prompts go to the model as they are.</param>
/// <param name="Format">Of the input: detect, json_lines, text, zip or csv.</param>
/// <param name="InputBytes">Null when it is settings only.</param>
/// <param name="LastUsedAt">When a batch was last submitted from it; null when none was.</param>
/// <param name="Schedules">Those that submit it.</param>
internal sealed record TemplateBody(
    long Id,
    string Name,
    string? Owner,
    string? Task,
    string Model,
    string Format,
    long? InputBytes,
    IReadOnlyList<string> Labels,
    DateTimeOffset ChangedAt,
    string ChangedBy,
    DateTimeOffset? LastUsedAt,
    IReadOnlyList<TemplateUseBody> Schedules)
{
    public static TemplateBody Of(TemplateOverview template) => new(
        template.Summary.Id,
        template.Summary.Name,
        template.OwnerName,
        template.Settings.Task is { } task ? TaskCatalogue.Of(task.Kind).Name : null,
        // The folder is the server's business.
        Path.GetFileName(template.Settings.ModelPath),
        JsonNamingPolicy.SnakeCaseLower.ConvertName(template.Settings.Format.ToString()),
        template.Summary.InputBytes,
        [.. template.Settings.Labels],
        template.Summary.ChangedAt,
        template.Summary.ChangedBy,
        template.LastUsedAt,
        [.. template.Schedules.Select(use => new TemplateUseBody(use.ScheduleId, use.Name))]);
}

/// <summary>A schedule that submits a template.</summary>
internal sealed record TemplateUseBody(long Id, string Name);
