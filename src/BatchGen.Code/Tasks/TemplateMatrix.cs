using BatchGen.Inference.Sentences;

namespace BatchGen.Code.Tasks;

/// <summary>
/// Every template with every input. All mistakes are found when it is made, so that <see cref="Count"/> can be shown
/// and trusted before <see cref="Expand"/> builds a single prompt.
/// </summary>
public sealed class TemplateMatrix
{
    private readonly IReadOnlyList<NamedTemplate> _templates;
    private readonly IReadOnlyList<MatrixInput> _inputs;

    /// <exception cref="TaskException">matrix_empty, matrix_duplicate, matrix_template_name or template_variable_unknown.</exception>
    public TemplateMatrix(IReadOnlyList<NamedTemplate> templates, IReadOnlyList<MatrixInput> inputs)
    {
        ArgumentNullException.ThrowIfNull(templates);
        ArgumentNullException.ThrowIfNull(inputs);
        if (templates.Count == 0 || inputs.Count == 0)
            throw templates.Count == 0
                ? new TaskException("matrix_empty", "There is no template to fill.")
                : new TaskException("matrix_empty", "There is no input to fill the templates with.");
        ThrowIfRepeated("templates", templates.Select(template => template.Name));
        ThrowIfRepeated("inputs", inputs.Select(input => input.Id));
        foreach (var template in templates)
        {
            ThrowIfAmbiguous(template);
            ThrowIfUnfillable(template, inputs);
        }

        _templates = templates;
        _inputs = inputs;
    }

    /// <summary>How many items <see cref="Expand"/> gives.</summary>
    public long Count => (long)_templates.Count * _inputs.Count;

    /// <summary>Lazy, template by template: items next to each other share the longest beginning, which the engine computes once.</summary>
    public IEnumerable<MatrixItem> Expand() =>
        from template in _templates
        from input in _inputs
        select new MatrixItem(IdOf(template, input), template.Name, input.Id, template.Template.Expand(input.Values));

    private string IdOf(NamedTemplate template, MatrixInput input) => _templates.Count == 1 ? input.Id : $"{template.Name}/{input.Id}";

    private static void ThrowIfRepeated(Sentence what, IEnumerable<string> names)
    {
        var repeated = names.GroupBy(name => name).FirstOrDefault(group => group.Skip(1).Any())?.Key;
        if (repeated is not null)
            throw new TaskException("matrix_duplicate", $"Two of the {what} are called \"{repeated}\"; their answers could not be told apart.");
    }

    /// <summary>"a/b" with "c" and "a" with "b/c" would get one id.</summary>
    private static void ThrowIfAmbiguous(NamedTemplate template)
    {
        if (template.Name.Contains('/'))
            throw new TaskException(
                "matrix_template_name", $"The template name \"{template.Name}\" holds a slash, which separates it from the input in an item's id; rename it.");
    }

    private static void ThrowIfUnfillable(NamedTemplate template, IReadOnlyList<MatrixInput> inputs)
    {
        foreach (var input in inputs)
        {
            try
            {
                template.Template.ThrowIfUnknown(input.Values.Names);
            }
            catch (TaskException unknown)
            {
                throw new TaskException(unknown.Code, $"Template \"{template.Name}\" with input \"{input.Id}\": {unknown.Sentence}");
            }
        }
    }
}

/// <param name="Name">Distinct among the templates of a matrix; part of its items' ids when there are several.</param>
public sealed record NamedTemplate(string Name, PromptTemplate Template);

/// <param name="Id">Distinct among the inputs of a matrix: a file's path, a row's number.</param>
public sealed record MatrixInput(string Id, TemplateValues Values);

/// <param name="CustomId">The input's id; with several templates "template/input".</param>
public sealed record MatrixItem(string CustomId, string TemplateName, string InputId, string Prompt);
