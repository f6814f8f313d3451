using System.Globalization;
using System.Text;

namespace BatchGen.Inference.Gguf.Safety;

/// <summary>
/// Finds two tokens with one text. llama.cpp names an empty token "[EMPTY_n]" by its index, so any number of them may
/// be there unless another token has that very text.
/// </summary>
internal static class DuplicateTokens
{
    public static void Check(GgufTexts tokens)
    {
        var seen = new HashSet<ReadOnlyMemory<byte>>((int)tokens.Count, TextBytesComparer.Instance);
        var index = 0;
        foreach (var token in tokens)
        {
            if (!seen.Add(token.IsEmpty ? NameOfEmpty(index) : token))
            {
                throw new GgufException(
                    GgufErrorCodes.DuplicateToken,
                    $"The vocabulary has the token '{Encoding.UTF8.GetString(token.Span)}' twice, the second time as {index}; llama.cpp aborts on that. "
                    + $"Convert the model again or get it from another source.",
                    key: VocabularyChecks.TokensKey);
            }
            index++;
        }
    }

    private static ReadOnlyMemory<byte> NameOfEmpty(int index) =>
        Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"[EMPTY_{index}]"));
}
