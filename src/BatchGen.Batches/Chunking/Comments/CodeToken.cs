namespace BatchGen.Batches.Chunking.Comments;

/// <summary>A piece of code that is neither blank nor comment, as written, or a mark for layout that has a meaning.</summary>
internal readonly record struct CodeToken(string Text, int Offset)
{
    /// <summary>A line end that ends a statement. No token of a text can read so: it is blank.</summary>
    public const string LineEnd = "\n";

    /// <summary>A block begins by deeper indentation.</summary>
    public const string Indent = "\t";

    /// <summary>A block ends by shallower indentation.</summary>
    public const string Dedent = "\b";
}
