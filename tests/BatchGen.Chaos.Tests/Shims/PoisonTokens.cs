using System.Text;
using BatchGen.Inference.Gguf;
using BatchGen.Testing.Models;

namespace BatchGen.Chaos.Tests.Shims;

/// <summary>A word that the model's tokenizer has no token for: it comes as its bytes, each a token of its own, which no other prompt has.</summary>
internal static class PoisonTokens
{
    private const string Letter = "\uA66E";
    private const int Letters = 12;

    /// <summary>Fewer than the word has: a step may begin or end in the middle of it.</summary>
    private const int LettersThatKill = 3;

    public static string Word { get; } = string.Concat(Enumerable.Repeat(Letter, Letters));

    /// <summary>As the shim reads them.</summary>
    public static string Of(string modelPath)
    {
        var tokens = GgufFile.Read(modelPath).Metadata.FindTexts("tokenizer.ggml.tokens")
            ?? throw new InvalidOperationException($"{modelPath} has no vocabulary.");
        var ids = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var token in tokens)
            ids.TryAdd(Encoding.UTF8.GetString(token.Span), ids.Count);
        var letter = Encoding.UTF8.GetBytes(Letter).Select(value => ids[ByteLevelAlphabet.Characters[value].ToString()]);
        return string.Join(',', Enumerable.Repeat(letter, LettersThatKill).SelectMany(one => one));
    }
}
