namespace BatchGen.Batches.Chunking.Lexing;

/// <summary>Tells code from comments and literals. Never fails, deterministic, thread-safe.</summary>
internal interface ILexer
{
    /// <summary>Comments and literals in order; they never overlap.</summary>
    IReadOnlyList<Region> Read(string text);
}
