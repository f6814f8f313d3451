namespace BatchGen.Inference.Jinja;

internal enum JinjaTokenKind
{
    /// <summary>Text between tags.</summary>
    Text,
    OutputBegin,
    OutputEnd,
    BlockBegin,
    BlockEnd,
    Name,
    Integer,
    Number,

    /// <summary>A quoted text, escapes read.</summary>
    Quoted,

    /// <summary>An operator or a bracket.</summary>
    Sign,
    End,
}

internal readonly record struct JinjaToken(JinjaTokenKind Kind, string Text, int Line)
{
    public bool Is(string sign) => Kind == JinjaTokenKind.Sign && Text == sign;

    public bool IsName(string name) => Kind == JinjaTokenKind.Name && Text == name;
}
