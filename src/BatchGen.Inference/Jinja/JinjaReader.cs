namespace BatchGen.Inference.Jinja;

/// <summary>Walks the tokens for the parsers.</summary>
internal sealed class JinjaReader(List<JinjaToken> tokens)
{
    /// <summary>Brackets, blocks and operators inside each other: what is deeper would end the stack.</summary>
    private const int Deepest = 200;

    private int _at;
    private int _depth;

    public JinjaToken Now => tokens[_at];

    public int Line => Now.Line;

    public JinjaToken Next => tokens[Math.Min(_at + 1, tokens.Count - 1)];

    public JinjaToken Take() => Now.Kind == JinjaTokenKind.End ? Now : tokens[_at++];

    public bool TrySign(string sign)
    {
        if (!Now.Is(sign))
            return false;
        _at++;
        return true;
    }

    public bool TryName(string name)
    {
        if (!Now.IsName(name))
            return false;
        _at++;
        return true;
    }

    public void Sign(string sign)
    {
        if (!TrySign(sign))
            throw Unexpected($"'{sign}'");
    }

    public string Name()
    {
        if (Now.Kind != JinjaTokenKind.Name)
            throw Unexpected("a name");
        return Take().Text;
    }

    public void Kind(JinjaTokenKind kind, string called)
    {
        if (Now.Kind != kind)
            throw Unexpected(called);
        _at++;
    }

    public void Deeper()
    {
        if (++_depth > Deepest)
            throw new JinjaException($"brackets and blocks are more than {Deepest} deep", Line);
    }

    public void Higher() => _depth--;

    public JinjaException Unexpected(string wanted) => new($"{wanted} is expected before {Seen()}", Line);

    private string Seen() => Now.Kind switch
    {
        JinjaTokenKind.End => "the end",
        JinjaTokenKind.OutputEnd => "}}",
        JinjaTokenKind.BlockEnd => "%}",
        JinjaTokenKind.OutputBegin => "{{",
        JinjaTokenKind.BlockBegin => "{%",
        _ => $"'{Now.Text}'",
    };
}
