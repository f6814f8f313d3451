namespace BatchGen.Batches.Chunking.Outlines;

/// <summary>Text of no known language: only lines and blank lines part it.</summary>
internal sealed class PlainOutlineReader : OutlineReader
{
    public override SourceOutline Read(string text) => SourceOutline.Empty;
}
