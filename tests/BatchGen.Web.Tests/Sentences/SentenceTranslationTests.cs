using System.Globalization;
using System.Text.RegularExpressions;
using BatchGen.Web.Localization;
using BatchGen.Web.Sentences;

namespace BatchGen.Web.Tests.Sentences;

public sealed partial class SentenceTranslationTests
{
    public static TheoryData<string> Languages => [.. Language.All.Where(language => language != Language.English).Select(language => language.Name)];

    [Theory]
    [MemberData(nameof(Languages))]
    public void Sentences_AreAllTranslated_AndNoTranslationIsStale(string language)
    {
        var written = WrittenSentences.Read();
        var translated = SpokenSentence.ReadAll(CultureInfo.GetCultureInfo(language)).Keys.Where(key => !Code().IsMatch(key)).ToList();

        Assert.NotEmpty(written);
        AssertNone("has no translation", written.Except(translated));
        AssertNone("is a translation of what nobody says any more", translated.Except(written));
    }

    [Fact]
    public void Sentences_KeepTheirValues_WhereOneOfSeveralIsChosen() => AssertNone("has lost its values", WrittenSentences.FindFlattened());

    [Fact]
    public void Texts_AreTheSame_WhateverTheCultureOfTheProcess() =>
        AssertNone("depends on the culture: give it to a Sentence or an InvariantText", WrittenSentences.FindCultureBound());

    [Theory]
    [MemberData(nameof(Languages))]
    public void Translations_HaveThePlaceholdersOfTheirSentence(string language) => Assert.All(
        SpokenSentence.ReadAll(CultureInfo.GetCultureInfo(language)),
        text => Assert.Equal(Placeholders(text.Key), Placeholders(text.Value)));

    [Theory]
    [MemberData(nameof(Languages))]
    public void Codes_AllHaveAMeaning_ThatAPageCanShow(string language)
    {
        var translated = SpokenSentence.ReadAll(CultureInfo.GetCultureInfo(language)).Keys.Where(key => Code().IsMatch(key)).ToList();

        AssertNone("has no meaning", DocumentedCodes.OfPages().Except(translated));
        AssertNone("is not in docs/errors.md", translated.Except(DocumentedCodes.All()));
    }

    private static void AssertNone(string fault, IEnumerable<string> texts)
    {
        var found = texts.Order(StringComparer.Ordinal).ToList();
        Assert.True(found.Count == 0, string.Join('\n', found.Select(text => $"{text} — {fault}")));
    }

    private static IEnumerable<string> Placeholders(string text) =>
        Placeholder().Matches(text).Select(match => match.Value).Distinct().Order(StringComparer.Ordinal);

    [GeneratedRegex(@"^[a-z0-9]+(_[a-z0-9]+)+$")]
    private static partial Regex Code();

    [GeneratedRegex(@"(?<!\{)\{\d+\}")]
    private static partial Regex Placeholder();
}
