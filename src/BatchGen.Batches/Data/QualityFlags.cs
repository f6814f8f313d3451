namespace BatchGen.Batches.Data;

/// <summary>What is wrong with an answer that came back, as stored and counted: one bit a kind. Values never change.</summary>
[Flags]
public enum QualityFlags
{
    None = 0,

    /// <summary>Nothing but white space.</summary>
    Empty = 1,

    /// <summary>Cut by the token limit.</summary>
    Truncated = 2,

    /// <summary>It ends in one character or passage over and over.</summary>
    Degenerate = 4,

    /// <summary>Code was asked for, and there is none.</summary>
    NoCode = 8,

    /// <summary>A parser of the language refuses the code.</summary>
    SyntaxError = 16,

    /// <summary>The task only adds comments, and the code is another than before.</summary>
    CodeChanged = 32,
}
