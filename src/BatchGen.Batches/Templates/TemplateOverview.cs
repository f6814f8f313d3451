using BatchGen.Batches.Submission;

namespace BatchGen.Batches.Templates;

/// <summary>A template with all that is to be known before it is used, renamed or deleted.</summary>
/// <param name="Settings">Its input is not read.</param>
/// <param name="OwnerName">Null when nobody is known.</param>
/// <param name="LastUsedAt">When a batch was last submitted from it; null when none was.</param>
/// <param name="Schedules">Those that submit it, by name.</param>
public sealed record TemplateOverview(
    TemplateSummary Summary, SubmissionRequest Settings, string? OwnerName, DateTimeOffset? LastUsedAt, IReadOnlyList<TemplateUse> Schedules);
