namespace BatchGen.Batches.Chunking.Lexing;

/// <summary>How a string holds its own closing mark.</summary>
internal enum StringEscape
{
    Never,
    Backslash,

    /// <summary>The mark twice, as in SQL.</summary>
    Doubled,
}
