using System.Text;

namespace BatchGen.Batches.Tasks;

/// <summary>Joins the parts of a prompt.</summary>
internal static class PromptText
{
    /// <summary>Each part starts on a line of its own, without an empty line where one already ended. Empty parts add nothing.</summary>
    public static string Lines(IEnumerable<string> parts)
    {
        var text = new StringBuilder();
        foreach (string part in parts.Where(part => part.Length > 0))
        {
            if (text.Length > 0 && text[^1] != '\n')
                text.Append('\n');
            text.Append(part);
        }

        return text.ToString();
    }

    public static string Paragraphs(IEnumerable<string> parts) => string.Join("\n\n", parts.Select(part => part.Trim('\n')));
}
