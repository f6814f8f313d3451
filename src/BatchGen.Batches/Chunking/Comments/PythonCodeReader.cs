using BatchGen.Batches.Chunking.Lexing;
using BatchGen.Batches.Chunking.Outlines;
using BatchGen.Batches.Chunking.Syntax;

namespace BatchGen.Batches.Chunking.Comments;

/// <summary>
/// Reads Python: logical lines and the shape of the indentation count, its width does not. A line that is nothing but
/// a string is a docstring, and that is what a model asked for comments writes, so it counts as a comment.
/// </summary>
internal sealed class PythonCodeReader : CodeReader
{
    public override IReadOnlyList<CodeToken> ReadCode(string text) => Scan(text).Tokens;

    public override IReadOnlyList<TextSpan> FindComments(string text)
    {
        var comments = Lexers.Python.Read(text)
            .Where(region => region.Kind == RegionKind.Comment)
            .Select(region => new TextSpan(region.Start, region.End));
        return [.. comments.Concat(Scan(text).Docstrings).OrderBy(span => span.Start)];
    }

    private static PythonScan Scan(string text)
    {
        var scan = new PythonScan(text, Lexers.Python.Read(text));
        scan.Run();
        return scan;
    }
}
