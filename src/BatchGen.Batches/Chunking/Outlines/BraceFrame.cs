namespace BatchGen.Batches.Chunking.Outlines;

/// <summary>One open bracket, and the statement being read inside it. The bottom frame is the file itself.</summary>
internal sealed class BraceFrame
{
    public const int NoStatement = -1;

    /// <summary>NUL for the file.</summary>
    public required char Open { get; init; }

    public required int OpenedAt { get; init; }

    /// <summary>Columns the line of the bracket is indented.</summary>
    public required int Indent { get; init; }

    /// <summary>Type bodies around what is inside.</summary>
    public required int Types { get; init; }

    /// <summary>Bodies of statements, and lists, around what is inside.</summary>
    public required int Codes { get; init; }

    /// <summary>Index in the scope tree, of this frame or of the nearest around it. A file's changes at <c>namespace N;</c>.</summary>
    public required int Scope { get; set; }

    public bool OwnsScope { get; init; }

    /// <summary>Whether commas part what is inside.</summary>
    public bool IsList { get; init; }

    public int StatementStart { get; private set; } = NoStatement;

    public HeadKeyword Head { get; private set; }

    public bool HasParentheses { get; private set; }

    public bool HasParenthesesAfterHead { get; private set; }

    /// <summary>Whether the line before annotates the next, so that they stay together.</summary>
    public bool IsAnnotated { get; set; }

    public bool HoldsStatements => Open != '(';

    public bool IsTopLevel => Types == 0 && Codes == 0;

    /// <summary>Enum members and the like: a comma in a type's body ends one, unless it is in a head's list of bases.</summary>
    public bool CommaEnds => IsList || (Types > 0 && Codes == 0 && Head == HeadKeyword.None);

    public BoundaryRank Rank => this switch
    {
        { Codes: > 0 } => BoundaryRank.Statement,
        { Types: > 0 } => BoundaryRank.Member,
        _ => BoundaryRank.Declaration,
    };

    public int Depth => Math.Max(0, (Codes > 0 ? Codes : Types) - 1);

    public void BeginStatement(int start)
    {
        StatementStart = start;
        Head = HeadKeyword.None;
        HasParentheses = false;
        HasParenthesesAfterHead = false;
    }

    public void EndStatement() => BeginStatement(NoStatement);

    public void SeeWord(HeadKeyword keyword)
    {
        if (Head == HeadKeyword.None)
            Head = keyword;
    }

    public void SeeParenthesis()
    {
        HasParentheses = true;
        HasParenthesesAfterHead |= Head != HeadKeyword.None;
    }
}
