using System.Text;
using BatchGen.Inference.Sentences;

namespace BatchGen.Code.Tasks;

/// <summary>
/// A text with variables such as <c>{{file}}</c>; <see cref="TemplateParser"/> has the rules of writing one.
/// Values go in as they are: braces in a source file are never read as variables. Immutable.
/// </summary>
public sealed class PromptTemplate
{
    private readonly IReadOnlyList<TemplatePart> _parts;

    private PromptTemplate(IReadOnlyList<TemplatePart> parts)
    {
        _parts = parts;
        Variables = [.. parts.Select(part => part.Variable).OfType<TemplateVariable>()];
    }

    /// <summary>Every use of a variable, in order.</summary>
    public IReadOnlyList<TemplateVariable> Variables { get; }

    /// <exception cref="TaskException">template_variable_unclosed or template_variable_name; the message has line and column.</exception>
    public static PromptTemplate Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new PromptTemplate(new TemplateParser(text).Parse());
    }

    /// <exception cref="TaskException">template_variable_unknown; the message has line and column and lists the known names.</exception>
    public void ThrowIfUnknown(IReadOnlyCollection<string> names)
    {
        var unknown = Variables.FirstOrDefault(variable => !names.Contains(variable.Name, StringComparer.OrdinalIgnoreCase));
        if (unknown is not null)
            throw Unknown(unknown, names);
    }

    /// <exception cref="TaskException">template_variable_unknown.</exception>
    public string Expand(TemplateValues values)
    {
        ArgumentNullException.ThrowIfNull(values);
        var text = new StringBuilder();
        foreach (var part in _parts)
        {
            text.Append(part.Text);
            if (part.Variable is { } variable)
                text.Append(values.TryGet(variable.Name, out var value) ? value : throw Unknown(variable, values.Names));
        }

        return text.ToString();
    }

    private static TaskException Unknown(TemplateVariable variable, IReadOnlyCollection<string> names) => new(
        "template_variable_unknown",
        $"Line {variable.Line}, column {variable.Column}: the template uses {{{{{variable.Name}}}}}, which the input does not have. {Known(names)}");

    private static Sentence Known(IReadOnlyCollection<string> names)
    {
        if (names.Count == 0)
            return "It has no variables.";
        return $"Known: {string.Join(", ", names)}.";
    }
}

/// <summary>A prompt template as a person wrote it; <see cref="TemplateParser"/> has the rules.</summary>
/// <param name="Name">Distinct among a batch's templates, no slash; part of the items' ids when there are several.</param>
public sealed record TemplateText(string Name, string Text);

/// <summary>Text as it stands, followed by a variable's value if there is one.</summary>
internal sealed record TemplatePart(string Text, TemplateVariable? Variable);

/// <summary>A place where a template uses a variable.</summary>
/// <param name="Line">1-based.</param>
/// <param name="Column">1-based, in UTF-16 characters, of the first brace.</param>
public sealed record TemplateVariable(string Name, int Line, int Column);
