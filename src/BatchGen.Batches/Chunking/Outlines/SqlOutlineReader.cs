using BatchGen.Batches.Chunking.Lexing;

namespace BatchGen.Batches.Chunking.Outlines;

/// <summary>Reads SQL scripts of the common dialects.</summary>
internal sealed class SqlOutlineReader(Lexer lexer) : OutlineReader
{
    public override SourceOutline Read(string text) => new SqlScan(text, lexer.Read(text)).Run();
}
