using BatchGen.Inference.Grammars.Languages;
using BatchGen.Inference.Grammars.Rules;

namespace BatchGen.Inference.Grammars.Schemas;

/// <summary>Strings: lengths by counting characters, patterns and formats by automata.</summary>
internal sealed class TextRules(SchemaCompiler compiler)
{
    /// <summary>No answer is longer; as many blocks as llama.cpp lets repeat.</summary>
    private const int MostLength = 500_000;

    private static readonly int[] ShorterTries = [500, 120, 30];

    private readonly Dictionary<TextLength, RuleReference> _lengths = [];

    public RuleNode Of(Conjunction all)
    {
        var length = LengthOf(all);
        if (length.Most < length.Least)
            return compiler.Contradiction("maxLength", all.PathOf("maxLength"));
        if (Texts(all, isWide: false) is not { } texts)
            return length.IsAny ? RuleNode.Shared("string") : OfLength(length);
        return texts.IsEmpty
            ? compiler.Contradiction(all.Parts.Any(part => part.Has("pattern")) ? "pattern" : "format", all.Path)
            : RuleNode.Sequence(RuleNode.Literal("\""), compiler.Rules.AddText(texts));
    }

    /// <summary>The texts that are allowed as an automaton; null where only their length is bounded.</summary>
    /// <param name="isWide">All that some validator takes; formats are no more than notes to some.</param>
    public Automaton? Texts(Conjunction all, bool isWide)
    {
        var length = LengthOf(all);
        if (Unbounded(all, isWide, isShort: false) is not { } texts)
            return null;
        if (IsWithin(texts, length))
            return texts;
        var narrow = isWide ? texts : Unbounded(all, isWide, isShort: true)!;
        return IsWithin(narrow, length) ? narrow : Bounded(narrow, length, all, isWide);
    }

    private Automaton? Unbounded(Conjunction all, bool isWide, bool isShort)
    {
        var budget = compiler.Schemas.Budget;
        Automaton? texts = null;
        foreach (var part in all.Parts)
        {
            if (part.Text("pattern") is { } pattern)
                Narrow("pattern", part.Path, compiler.Schemas.Pattern(pattern, "pattern", part.Path, isWide));
            if (!isWide && part.Text("format") is { } format && TextFormats.IsHeld(format))
                Narrow("format", part.Path, TextFormats.Of(format, isShort));
            if (part.Not is not { } not)
                continue;
            if (not.Pattern is { } forbidden)
                Narrow("not", part.Path, Automaton.Anything.Except(compiler.Schemas.Pattern(forbidden, "not", part.Path, !isWide), budget));
            string[] words = [.. not.Values.Where(value => value.ValueKind == System.Text.Json.JsonValueKind.String).Select(value => value.GetString()!)];
            if (words.Length > 0)
                Narrow("not", part.Path, Automaton.Anything.Except(Automaton.OfWords(words, budget), budget));
        }

        return texts;

        void Narrow(string keyword, string path, Automaton more) =>
            texts = texts is null ? more : Conjunctions.Held(keyword, path, () => texts.Intersect(more, budget));
    }

    private static bool IsWithin(Automaton texts, TextLength length) =>
        texts.IsEmpty || (texts.Shortest() >= length.Least && (length.Most is null || texts.Longest() <= length.Most));

    /// <summary>Every length is a set of states of its own: where they are too many, texts are kept shorter than they might be.</summary>
    private Automaton Bounded(Automaton texts, TextLength length, Conjunction all, bool isWide)
    {
        int?[] tries = length.Most is { } most && !isWide
            ? [most, .. ShorterTries.Where(shorter => shorter < most && shorter >= length.Least).Cast<int?>()]
            : [length.Most];
        for (var i = 0; i < tries.Length - 1; i++)
        {
            try
            {
                return texts.OfLength(length.Least, tries[i], compiler.Schemas.Budget);
            }
            catch (LanguageException)
            {
                // A shorter one may do.
            }
        }

        return Conjunctions.Held(
            length.Most is null ? "minLength" : "maxLength", all.Path, () => texts.OfLength(length.Least, tries[^1], compiler.Schemas.Budget));
    }

    public static TextLength LengthOf(Conjunction all) => new(all.Least("minLength") ?? 0, all.Most("maxLength"));

    private RuleReference OfLength(TextLength length)
    {
        if (_lengths.TryGetValue(length, out var known))
            return known;
        int? most = length.Most is { } bound ? Math.Min(bound, MostLength) : null;
        var characters = compiler.Rules.Repeat(RuleNode.Shared("char"), length.Least, most);
        return _lengths[length] = compiler.Rules.Add(RuleNode.Sequence(RuleNode.Literal("\""), characters, RuleNode.Literal("\"")));
    }
}

/// <summary>In characters, as Unicode counts them.</summary>
/// <param name="Most">Null for any number.</param>
internal readonly record struct TextLength(int Least, int? Most)
{
    public bool IsAny => Least == 0 && Most is null;
}
