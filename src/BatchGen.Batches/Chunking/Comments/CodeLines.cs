namespace BatchGen.Batches.Chunking.Comments;

/// <summary>What a line end means in a language.</summary>
internal enum CodeLines
{
    /// <summary>Nothing: blanks of any kind are alike (Java, Rust, SQL, JSON).</summary>
    Free,

    /// <summary>The end of a preprocessor directive, and nothing elsewhere (C, C++).</summary>
    EndDirectives,

    /// <summary>The end of a statement, except behind an opening bracket, a comma or a semicolon, or before a closing bracket.</summary>
    EndStatements,
}
