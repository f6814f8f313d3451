using System.Collections;
using BatchGen.LlamaCpp.Native;

namespace BatchGen.LlamaCpp.Vocabularies;

/// <summary>The vocabulary's control and user-defined tokens by their text, and those that end a generation.</summary>
internal sealed unsafe class SpecialTokens
{
    private readonly Dictionary<string, int> _byText;
    private readonly BitArray _endsGeneration;

    private SpecialTokens(Dictionary<string, int> byText, BitArray endsGeneration)
    {
        _byText = byText;
        _endsGeneration = endsGeneration;
    }

    public bool TryGet(string text, out int token) => _byText.TryGetValue(text, out token);

    public bool EndsGeneration(int token) => _endsGeneration[token];

    public static SpecialTokens Read(nint vocabulary, int size)
    {
        var byText = new Dictionary<string, int>(StringComparer.Ordinal);
        var endsGeneration = new BitArray(size);
        for (var value = 0; value < size; value++)
        {
            var token = new TokenId(value);
            endsGeneration[value] = LlamaVocabularyApi.IsEndOfGeneration(vocabulary, token) != 0;
            if ((LlamaVocabularyApi.Attributes(vocabulary, token) & (TokenAttributes.Control | TokenAttributes.UserDefined)) != 0)
                byText.TryAdd(NativeText.Read(LlamaVocabularyApi.Text(vocabulary, token)), value);
        }

        return new SpecialTokens(byText, endsGeneration);
    }
}
