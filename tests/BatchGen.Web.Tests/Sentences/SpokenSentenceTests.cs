using System.Globalization;
using BatchGen.Inference.Sentences;
using BatchGen.Web.Controls;
using BatchGen.Web.Sentences;
using Bunit;
using Microsoft.Extensions.DependencyInjection;

namespace BatchGen.Web.Tests.Sentences;

public sealed class SpokenSentenceTests : BunitContext
{
    private readonly CultureInfo _language = CultureInfo.CurrentUICulture;

    public SpokenSentenceTests() => Services.AddLocalization();

    [Theory]
    [InlineData("en", "'prompt' must be a string, not the number 12.")]
    [InlineData("zh-CN", "“prompt”必须是字符串，而不是数字 12。")]
    public void Find_SaysTheSentenceWithItsValues_InTheReadersLanguage(string language, string expected)
    {
        Speak(language);

        Assert.Equal(expected, SpokenSentence.Find(WrongType("prompt", "a string", Number(12))));
    }

    [Theory]
    [InlineData("en", "All of it broke.")]
    [InlineData("zh-CN", "llama.cpp 无法读取该语法。 (All of it broke.)")]
    public void Of_SaysWhatTheCodeMeans_WhereTheSentenceHasNoTranslation(string language, string expected)
    {
        Speak(language);

        Assert.Equal(expected, SpokenSentence.Of("All of it broke.", "grammar_refused"));
    }

    [Fact]
    public void Render_MarksTheEnglish_WhereTheSentenceHasNoTranslation()
    {
        Speak("zh-CN");
        Services.AddLocalization();

        var text = Render<SentenceText>(parameters => parameters.Add(one => one.Sentence, "All of it broke.").Add(one => one.Code, "grammar_refused"));

        Assert.Equal("All of it broke.", text.Find("[lang=en]").TextContent);
        Assert.Contains("llama.cpp 无法读取该语法。", text.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Find_LeavesAValueAsItIs_WhenItHappensToBeAKnownWord()
    {
        Speak("zh-CN");

        Assert.Equal("已由 running 暂停。", SpokenSentence.Find(PausedBy("running")));
    }

    protected override void Dispose(bool disposing)
    {
        CultureInfo.CurrentUICulture = _language;
        base.Dispose(disposing);
    }

    private static void Speak(string language) => CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);

    private static Sentence WrongType(string field, Sentence wanted, Sentence kind) => $"'{field}' must be {wanted}, not {kind}.";

    private static Sentence Number(int value) => $"the number {value}";

    private static Sentence PausedBy(string name) => $"Paused by {name}.";
}
