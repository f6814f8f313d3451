namespace BatchGen.Batches.Chunking.Syntax;

/// <summary>How a language writes a comment; null where it has none of the kind.</summary>
public sealed record CommentSyntax(string? Line, string? BlockOpen, string? BlockClose)
{
    /// <summary>Text and data formats without comments.</summary>
    public static CommentSyntax None { get; } = new(null, null, null);

    public static CommentSyntax OfLine(string mark) => new(mark, null, null);

    public static CommentSyntax OfBlock(string open, string close) => new(null, open, close);

    public static CommentSyntax Slashes { get; } = new("//", "/*", "*/");

    /// <summary>One line of text as a comment, or in square brackets where there are no comments.</summary>
    public string Wrap(string line)
    {
        if (Line is not null)
            return $"{Line} {line}";
        if (BlockOpen is null || BlockClose is null)
            return $"[{line}]";
        // A path or a head may hold the closing mark; parted by a blank it closes nothing.
        return $"{BlockOpen} {line.Replace(BlockClose, $"{BlockClose[..1]} {BlockClose[1..]}", StringComparison.Ordinal)} {BlockClose}";
    }
}
