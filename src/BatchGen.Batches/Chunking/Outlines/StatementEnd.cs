namespace BatchGen.Batches.Chunking.Outlines;

/// <summary>What ends a statement in a language with braces.</summary>
internal enum StatementEnd
{
    Semicolon,

    /// <summary>A line end, unless the line before or after it says that the statement goes on.</summary>
    Newline,
}
