using System.Collections;
using System.Globalization;
using System.Resources;
using BatchGen.Inference.Sentences;
using BatchGen.Web.Localization;

namespace BatchGen.Web.Sentences;

/// <summary>What the server says, in the language of whoever looks.</summary>
internal static class SpokenSentence
{
    private static readonly ResourceManager Manager = new(typeof(SentenceTexts));

    /// <summary>For where only text can stand, e.g. a message that goes away by itself.</summary>
    /// <param name="code">Says at least what it is about when the sentence has no translation; null when there is none.</param>
    public static string Of(Sentence sentence, string? code = null) =>
        Find(sentence) ?? (FindMeaning(code) is { } meaning ? $"{meaning} ({sentence})" : sentence.ToString());

    /// <summary>Null when it has no translation.</summary>
    public static string? Find(Sentence sentence)
    {
        if (Language.English.IsCurrent)
            return sentence.ToString();
        return WordsOf(sentence) is { } words ? string.Format(CultureInfo.CurrentCulture, words, [.. sentence.Values.Select(ValueOf)]) : null;
    }

    /// <summary>What a code means in general; null for one that pages do not show, and in English, whose sentences say more.</summary>
    public static string? FindMeaning(string? code) => code is null || Language.English.IsCurrent ? null : Lookup(code);

    /// <summary>Words that only hold values apart are the same in every language.</summary>
    private static string? WordsOf(Sentence sentence) =>
        Lookup(sentence.Words) ?? (sentence.Values.Count > 0 && !sentence.Words.Any(char.IsLetter) ? sentence.Words : null);

    private static object ValueOf(object value) => value is Sentence inner ? Find(inner) ?? inner.ToString() : value;

    /// <summary>There is no neutral language to fall back to: the English stands in the code.</summary>
    private static string? Lookup(string key) =>
        Manager.GetResourceSet(CultureInfo.CurrentUICulture, createIfNotExists: true, tryParents: false)?.GetString(key);

    /// <summary>Every translation into one language, by its key.</summary>
    internal static IReadOnlyDictionary<string, string> ReadAll(CultureInfo culture) =>
        Manager.GetResourceSet(culture, createIfNotExists: true, tryParents: false)!
            .Cast<DictionaryEntry>()
            .ToDictionary(entry => (string)entry.Key, entry => (string)entry.Value!);
}
