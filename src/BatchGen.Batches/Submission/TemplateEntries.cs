using BatchGen.Batches.Data;
using BatchGen.Code.Tasks;

namespace BatchGen.Batches.Submission;

/// <summary>Every template with every good input, template by template: neighbours share the longest beginning, which the engine computes once.</summary>
internal sealed class TemplateEntries
{
    private readonly IReadOnlyList<TemplateText> _templates;
    private readonly IReadOnlyList<InputEntry> _inputs;

    /// <exception cref="TaskException">A template cannot be used, or uses what an input does not have; matrix_… or template_… codes.</exception>
    public TemplateEntries(IReadOnlyList<TemplateText> templates, IReadOnlyList<InputEntry> inputs)
    {
        _templates = templates;
        _inputs = inputs;
        var good = inputs.OfType<GoodEntry>().Select(
            entry => new MatrixInput(entry.CustomId ?? $"item-{entry.Line}", entry.Request.Material!.ToValues(question: null)));
        // Only to find mistakes before anything is stored: prompts are written when they run.
        _ = new TemplateMatrix([.. templates.Select(template => new NamedTemplate(template.Name, Parse(template)))], [.. good.DistinctBy(input => input.Id)]);
    }

    public IEnumerable<InputEntry> Expand() =>
        from template in _templates
        from input in _inputs
        select With(template, input);

    private static PromptTemplate Parse(TemplateText template)
    {
        try
        {
            return PromptTemplate.Parse(template.Text);
        }
        catch (TaskException problem)
        {
            throw new TaskException(problem.Code, $"Template \"{template.Name}\": {problem.Sentence}");
        }
    }

    private InputEntry With(TemplateText template, InputEntry input) => input is GoodEntry good
        ? good with { CustomId = IdOf(template, good.CustomId), Request = good.Request with { Template = template.Name } }
        : input with { CustomId = null };

    private string? IdOf(TemplateText template, string? inputId)
    {
        if (inputId is null || _templates.Count == 1)
            return inputId;
        var id = $"{template.Name}/{inputId}";
        return id.Length <= BatchItem.MaxCustomIdLength ? id : null;
    }
}
