using System.Collections;

namespace BatchGen.Inference.Runtime.Binding;

/// <summary>The vocabulary's control and user-defined tokens by their text, and those that end a generation.</summary>
internal sealed class SpecialTokens
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

    /// <param name="textOfSpecial">The text of a control or user-defined token; null for every other one.</param>
    /// <param name="endsGeneration">What the file marks as an end.</param>
    public static SpecialTokens Read(int size, Func<int, string?> textOfSpecial, Func<int, bool> endsGeneration)
    {
        var byText = new Dictionary<string, int>(StringComparer.Ordinal);
        var ends = new BitArray(size);
        for (var token = 0; token < size; token++)
        {
            ends[token] = endsGeneration(token);
            if (textOfSpecial(token) is { } text)
                byText.TryAdd(text, token);
        }

        return new SpecialTokens(byText, ends);
    }
}
