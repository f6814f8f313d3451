using System.Text;

namespace BatchGen.Web.Tests.Documents;

/// <summary>Words as a shell splits a line: quotes of both kinds, a backslash, a comment. Nothing is substituted.</summary>
internal static class ShellWords
{
    public static IReadOnlyList<string> Of(string line)
    {
        var words = new List<string>();
        StringBuilder? word = null;
        var quote = '\0';
        for (var i = 0; i < line.Length; i++)
        {
            var letter = line[i];
            if (quote != '\0' && letter == quote)
                quote = '\0';
            else if (quote != '\0')
                word!.Append(letter);
            else if (letter is '"' or '\'')
                (quote, word) = (letter, word ?? new StringBuilder());
            else if (letter == '#' && word is null)
                break;
            else if (!char.IsWhiteSpace(letter))
                word = (word ?? new StringBuilder()).Append(letter == '\\' && i + 1 < line.Length ? line[++i] : letter);
            else
                End();
        }
        End();
        return words;

        void End()
        {
            if (word is not null)
                words.Add(word.ToString());
            word = null;
        }
    }
}
