namespace BatchGen.Web.Controls;

/// <summary>A run of prose, or one fenced block of code.</summary>
/// <param name="Language">As the fence names it; null for prose and unnamed fences.</param>
public sealed record AnswerPart(string Text, bool IsCode, string? Language)
{
    private const string Fence = "```";

    /// <summary>An answer cut in the middle of its code still shows that code: an open fence ends with the text.</summary>
    public static IReadOnlyList<AnswerPart> Split(string answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        var parts = new List<AnswerPart>();
        var lines = new List<string>();
        string? language = null;
        var inCode = false;

        foreach (var line in answer.ReplaceLineEndings("\n").Split('\n'))
        {
            var isFence = line.TrimStart().StartsWith(Fence, StringComparison.Ordinal);
            // Inside code only a bare fence closes: "```python" there is part of an example.
            if (!isFence || (inCode && line.Trim() != Fence))
            {
                lines.Add(line);
                continue;
            }

            Close();
            language = inCode ? null : Named(line.Trim()[Fence.Length..]);
            inCode = !inCode;
        }

        Close();
        return parts;

        void Close()
        {
            var text = inCode ? string.Join('\n', lines) : string.Join('\n', lines).Trim('\n');
            if (inCode || !string.IsNullOrWhiteSpace(text))
                parts.Add(new AnswerPart(text, inCode, language));
            lines.Clear();
        }
    }

    private static string? Named(string info) => info.Split(' ', 2)[0] is { Length: > 0 } name ? name : null;
}
