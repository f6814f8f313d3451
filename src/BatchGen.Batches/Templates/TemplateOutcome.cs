using BatchGen.Inference.Sentences;

namespace BatchGen.Batches.Templates;

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
