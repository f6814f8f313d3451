using BatchGen.Batches.Chunking.Lexing;

namespace BatchGen.Batches.Chunking.Outlines;

/// <summary>
/// Reads Markdown: sections by their headings (# and ##, or underlined, count as declarations, deeper ones as members),
/// blocks after blank lines as statements; nothing inside a code fence or the front matter parts it.
/// </summary>
internal sealed class MarkdownOutlineReader : OutlineReader
{
    public override SourceOutline Read(string text) => new MarkdownScan(text).Run();
}
