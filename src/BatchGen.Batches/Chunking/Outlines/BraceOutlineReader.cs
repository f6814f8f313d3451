using BatchGen.Batches.Chunking.Lexing;

namespace BatchGen.Batches.Chunking.Outlines;

/// <summary>Reads languages whose blocks are braces.</summary>
internal sealed class BraceOutlineReader(ILexer lexer, BraceSyntax syntax) : OutlineReader
{
    public override SourceOutline Read(string text) => new BraceScan(text, lexer.Read(text), syntax).Run();
}
