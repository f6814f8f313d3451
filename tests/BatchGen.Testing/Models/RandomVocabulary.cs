namespace BatchGen.Testing.Models;

/// <summary>A byte-level BPE vocabulary of some 300 tokens: all bytes, a few merges, CodeGeeX4's special tokens at the end.</summary>
public static class RandomVocabulary
{
    private const int Normal = 1;
    private const int Control = 3;
    private const int UserDefined = 4;
    private const int Unused = 5;

    /// <summary>Pairs in the order they are merged; "Ġ" stands for a space, as GPT-2 writes it.</summary>
    public static IReadOnlyList<string> Merges { get; } =
    [
        "Ġ t", "h e", "i n", "r e", "Ġ a", "Ġt he", "o n", "e r", "Ġ s", "Ġ Ġ", "in t", "r in", "p rin", "prin t", "re t", "u r", "ret ur", "retur n",
        "d e", "de f", "i f", "f o", "fo r", "o r", "Ġ =", "Ġ +", "( )", "l e", "n g", "i ng", "in g", "s t", "a l", "e n", "ĠĠ ĠĠ",
    ];

    public static IReadOnlyList<string> Specials { get; } =
    [
        "<|endoftext|>", "[MASK]", "[gMASK]", "[sMASK]", "<sop>", "<eop>", "<|system|>", "<|user|>", "<|assistant|>", "<|observation|>",
        "<|code_prefix|>", "<|code_middle|>", "<|code_suffix|>",
    ];

    public static IReadOnlyList<string> Tokens { get; } =
    [
        .. ByteLevelAlphabet.Characters.Select(character => character.ToString()),
        .. MergedTokens,
        .. Specials,
    ];

    public static IReadOnlyList<int> Types { get; } =
        [.. Tokens.Select((_, id) => id < FirstSpecial ? Normal : Control)];

    /// <summary>The tokens, a chain's tokens behind them, and unused ones up to the shape's size.</summary>
    public static IReadOnlyList<string> TokensOf(RandomModelShape shape) =>
    [
        .. Tokens,
        .. Enumerable.Range(1, shape.ChainTokens).Select(ChainTextOf),
        .. Enumerable.Range(Tokens.Count + shape.ChainTokens, UnusedOf(shape)).Select(id => $"<|unused_{id}|>"),
    ];

    public static IReadOnlyList<int> TypesOf(RandomModelShape shape) =>
        [.. Types, .. Enumerable.Repeat(UserDefined, shape.ChainTokens), .. Enumerable.Repeat(Unused, UnusedOf(shape))];

    public static int SizeOf(RandomModelShape shape) => Math.Max(Tokens.Count + shape.ChainTokens, shape.VocabularySize);

    /// <summary>The chain's token after which <paramref name="place"/> tokens follow, the end token among them; counted from 1.</summary>
    public static int ChainTokenOf(int place) => Tokens.Count + place - 1;

    /// <summary>Its text, which every tokenizer reads as that one token.</summary>
    public static string ChainTextOf(int place) => $"<k{place}>";

    private static int UnusedOf(RandomModelShape shape) => SizeOf(shape) - Tokens.Count - shape.ChainTokens;

    /// <summary>The id of the first special token; all from here on are special.</summary>
    public static int FirstSpecial => ByteLevelAlphabet.Characters.Count + MergedTokens.Count();

    // Two pairs may merge into the same text ("i ng", "in g"), and llama.cpp aborts on a token listed twice.
    private static IEnumerable<string> MergedTokens => Merges.Select(merge => merge.Replace(" ", "", StringComparison.Ordinal)).Distinct();

    public static int IdOf(string special) => Enumerable.Range(FirstSpecial, Specials.Count).Single(id => Tokens[id] == special);
}
