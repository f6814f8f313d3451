namespace BatchGen.Batches.Chunking.Outlines;

/// <summary>
/// Reads a text's outline. Never fails: what it does not understand gives fewer boundaries. Takes time near linear in
/// the text, deterministic, thread-safe.
/// </summary>
internal abstract class OutlineReader
{
    public abstract SourceOutline Read(string text);
}
