using BatchGen.Batches.Chunking.Lexing;

namespace BatchGen.Batches.Chunking.Outlines;

/// <summary>Reads languages whose blocks are indented, by rule or by habit.</summary>
internal sealed class IndentOutlineReader(Lexer lexer, IndentSyntax syntax) : OutlineReader
{
    public override SourceOutline Read(string text) => new IndentScan(text, lexer.Read(text), syntax).Run();
}
