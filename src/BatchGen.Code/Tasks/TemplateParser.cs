using System.Text;

namespace BatchGen.Code.Tasks;

/// <summary>
/// <c>{{name}}</c> is a variable. Of more than two braces the last two open it: <c>{{{name}}}</c> is a value in
/// braces. A backslash before the braces makes them text: <c>\{{name}}</c>; two backslashes are one backslash and
/// then a variable. Backslashes elsewhere are text.
/// </summary>
internal sealed class TemplateParser(string template)
{
    private readonly List<TemplatePart> _parts = [];
    private readonly StringBuilder _text = new();

    /// <exception cref="TaskException">template_variable_unclosed or template_variable_name.</exception>
    public IReadOnlyList<TemplatePart> Parse()
    {
        var at = 0;
        for (int open; (open = template.IndexOf("{{", at, StringComparison.Ordinal)) >= 0;)
        {
            var backslashes = CountBefore(open, at);
            _text.Append(template, at, open - backslashes - at).Append('\\', backslashes / 2);
            var inner = open + CountBraces(open);
            at = backslashes % 2 == 1 ? TakeText(open, inner) : TakeVariable(open, inner);
        }

        _parts.Add(new TemplatePart(_text.Append(template, at, template.Length - at).ToString(), null));
        return _parts;
    }

    private int TakeText(int open, int inner)
    {
        _text.Append(template, open, inner - open);
        return inner;
    }

    private int TakeVariable(int open, int inner)
    {
        _text.Append(template, open, inner - open - 2);
        var variable = VariableAt(inner);
        _parts.Add(new TemplatePart(_text.ToString(), variable));
        _text.Clear();
        return template.IndexOf("}}", inner, StringComparison.Ordinal) + 2;
    }

    private TemplateVariable VariableAt(int inner)
    {
        var line = 1 + template.AsSpan(0, inner).Count('\n');
        var column = inner - 2 - template.LastIndexOf('\n', inner - 1);
        var close = template.IndexOf("}}", inner, StringComparison.Ordinal);
        if (close < 0)
            throw new TaskException("template_variable_unclosed", $"Line {line}, column {column}: the template opens a variable with {{{{ that is never closed; write \\{{{{ if the braces are text.");
        var name = template[inner..close].Trim();
        if (name.Length == 0 || name.AsSpan().ContainsAny('{', '}', '\n'))
            throw new TaskException("template_variable_name", $"Line {line}, column {column}: between {{{{ and }}}} stands no variable's name; write \\{{{{ if the braces are text.");
        return new TemplateVariable(name, line, column);
    }

    private int CountBefore(int open, int from)
    {
        var first = open;
        while (first > from && template[first - 1] == '\\')
            first--;
        return open - first;
    }

    private int CountBraces(int open)
    {
        var count = template.AsSpan(open).IndexOfAnyExcept('{');
        return count < 0 ? template.Length - open : count;
    }
}
