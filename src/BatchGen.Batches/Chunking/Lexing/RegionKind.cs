namespace BatchGen.Batches.Chunking.Lexing;

/// <summary>What a stretch of source is when it is not code.</summary>
internal enum RegionKind
{
    Comment,

    /// <summary>Strings, characters and regular expressions: nothing in them is structure.</summary>
    Literal,
}
