using BatchGen.Batches.Data;
using BatchGen.Batches.Submission;
using BatchGen.Inference.Sentences;

namespace BatchGen.Batches.Templates;

/// <summary>One line of a list of templates.</summary>
/// <param name="InputBytes">Null when it is settings only.</param>
/// <param name="ChangedBy">As pages name the person.</param>
/// <param name="OwnerId">Who made it; null when nobody is known.</param>
public sealed record TemplateSummary(long Id, string Name, long? InputBytes, DateTimeOffset ChangedAt, string ChangedBy, long? OwnerId)
{
    internal static TemplateSummary Of(BatchTemplate template) =>
        new(template.Id, template.Name, template.InputBytes, template.ChangedAt, template.ChangedBy, template.OwnerId);
}

/// <summary>A template with all that is to be known before it is used, renamed or deleted.</summary>
/// <param name="Settings">Its input is not read.</param>
/// <param name="OwnerName">Null when nobody is known.</param>
/// <param name="LastUsedAt">When a batch was last submitted from it; null when none was.</param>
/// <param name="Schedules">Those that submit it, by name.</param>
public sealed record TemplateOverview(
    TemplateSummary Summary, SubmissionRequest Settings, string? OwnerName, DateTimeOffset? LastUsedAt, IReadOnlyList<TemplateUse> Schedules);

/// <summary>A schedule that submits a template.</summary>
/// <param name="OwnerId">Whose schedule it is; null when nobody's.</param>
public sealed record TemplateUse(long ScheduleId, string Name, long? OwnerId);

/// <param name="Settings">Ready to be submitted but for its input, which is empty here.</param>
public sealed record SavedTemplate(TemplateSummary Summary, SubmissionRequest Settings);

/// <summary>What is to be saved as a template.</summary>
/// <param name="Name">1 to 200 characters; no two templates have the same.</param>
/// <param name="Settings">Its input is not read; its files are, where the format is <see cref="InputFormat.Files"/>: they are kept as one ZIP.</param>
/// <param name="Input">Read to its end; null saves settings only. The caller disposes it.</param>
public sealed record TemplateDraft(string Name, SubmissionRequest Settings, Stream? Input = null);

/// <summary>What became of a request to save or delete a template.</summary>
public abstract record TemplateOutcome;

public sealed record TemplateSaved(long Id) : TemplateOutcome;

public sealed record TemplateDeleted : TemplateOutcome;

/// <param name="Code">Stable: template_not_found, template_name_invalid, template_name_taken, template_input_too_large, template_in_use.</param>
/// <param name="Sentence">A sentence.</param>
public sealed record TemplateRefused(string Code, Sentence Sentence) : TemplateOutcome
{
    /// <summary>The sentence in English.</summary>
    public string Message => Sentence.ToString();
}

/// <summary>Who saves a template or a schedule.</summary>
/// <param name="Name">As pages name the person.</param>
/// <param name="UserId">Who owns what they make; null without sign-in.</param>
public sealed record Author(string Name, long? UserId);
