using BatchGen.Code.Splitting;

namespace BatchGen.Code.Tests.Splitting;

/// <summary>Ways a tokenizer may count, from well-behaved to hostile.</summary>
internal static class CountingRules
{
    /// <summary>Words and marks: close to what code tokenizers do.</summary>
    public static ITokenCounter Words => new FakeTokenCounter(text =>
    {
        var tokens = 0;
        var inWord = false;
        foreach (var c in text)
        {
            var isWord = char.IsLetterOrDigit(c);
            if (isWord ? !inWord : c != ' ')
                tokens++;
            inWord = isWord;
        }

        return tokens;
    });

    public static ITokenCounter Characters => new FakeTokenCounter(text => text.Length);

    /// <summary>A character outside ASCII takes up to four.</summary>
    public static ITokenCounter Bytes => new FakeTokenCounter(System.Text.Encoding.UTF8.GetByteCount);

    /// <summary>The whole takes more than the sum of its pieces.</summary>
    public static ITokenCounter Growing => new FakeTokenCounter(text => text.Length + (text.Length / 7));

    /// <summary>A longer text may take fewer tokens than a shorter one.</summary>
    public static ITokenCounter Erratic => new FakeTokenCounter(text =>
        text.Length <= 2 ? text.Length : 1 + (text.Aggregate(text.Length, (hash, c) => ((hash * 31) + c) & 0xFFFF) % text.Length));
}
