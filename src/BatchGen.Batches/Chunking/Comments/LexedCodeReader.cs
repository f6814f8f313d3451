using BatchGen.Batches.Chunking.Lexing;
using BatchGen.Batches.Chunking.Outlines;

namespace BatchGen.Batches.Chunking.Comments;

/// <summary>Reads code by the splitter's lexer.</summary>
internal sealed class LexedCodeReader(Lexer lexer, CodeLines lines) : CodeReader
{
    public override IReadOnlyList<CodeToken> ReadCode(string text) => new CodeScan(text, lexer.Read(text), lines).Run();

    public override IReadOnlyList<TextSpan> FindComments(string text) =>
        [.. lexer.Read(text).Where(region => region.Kind == RegionKind.Comment).Select(region => new TextSpan(region.Start, region.End))];
}
