namespace BatchGen.Batches.Answers.Extraction;

/// <summary>A line of three or more backticks or tildes.</summary>
/// <param name="Line">0-based.</param>
/// <param name="Indent">White space before it, in characters.</param>
/// <param name="Info">What follows the marks; only a fence without any can close a block.</param>
internal sealed record CodeFence(int Line, int Indent, char Mark, int Length, string Info)
{
    private const int ShortestFence = 3;

    public static CodeFence? Read(int line, ReadOnlySpan<char> text)
    {
        ReadOnlySpan<char> body = text.TrimStart(" \t");
        if (body.Length < ShortestFence || body[0] is not ('`' or '~'))
            return null;
        char mark = body[0];
        ReadOnlySpan<char> rest = body.TrimStart(mark);
        int length = body.Length - rest.Length;
        ReadOnlySpan<char> info = rest.Trim();
        // ```code``` on one line is code inside a sentence.
        bool isInline = mark == '`' && info.Contains('`');
        return length < ShortestFence || isInline ? null : new CodeFence(line, text.Length - body.Length, mark, length, info.ToString());
    }

    /// <summary>Whether this line is a fence to a block that <paramref name="opener"/> opened, not a part of its text.</summary>
    public bool BelongsTo(CodeFence opener) => Mark == opener.Mark && Length >= opener.Length && Indent <= opener.Indent + ShortestFence;
}
