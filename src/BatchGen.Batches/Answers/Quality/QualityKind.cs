namespace BatchGen.Batches.Answers.Quality;

/// <summary>What can be wrong with an answer that came back. Each is a state of its own on pages and in files.</summary>
public enum QualityKind
{
    /// <summary>Nothing but white space.</summary>
    Empty,

    /// <summary>Cut by the token limit.</summary>
    Truncated,

    /// <summary>It ends in one character or one passage over and over: the model is stuck, or its arithmetic overflowed.</summary>
    Degenerate,

    /// <summary>The task asks for code or files, and there are none.</summary>
    NoCode,

    /// <summary>A parser of the language refuses the code.</summary>
    SyntaxError,

    /// <summary>The task only adds comments, and without them the code is another than before.</summary>
    CodeChanged,
}
