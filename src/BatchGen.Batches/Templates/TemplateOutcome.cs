namespace BatchGen.Batches.Templates;

/// <summary>What became of a request to save or delete a template.</summary>
public abstract record TemplateOutcome;

public sealed record TemplateSaved(long Id) : TemplateOutcome;

public sealed record TemplateDeleted : TemplateOutcome;

/// <param name="Code">Stable: template_not_found, template_name_invalid, template_name_taken, template_input_too_large, template_in_use.</param>
/// <param name="Message">A sentence.</param>
public sealed record TemplateRefused(string Code, string Message) : TemplateOutcome;
