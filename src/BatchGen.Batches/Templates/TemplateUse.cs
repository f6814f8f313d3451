namespace BatchGen.Batches.Templates;

/// <summary>A schedule that submits a template.</summary>
/// <param name="OwnerId">Whose schedule it is; null when nobody's.</param>
public sealed record TemplateUse(long ScheduleId, string Name, long? OwnerId);
