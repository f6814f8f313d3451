using System.Globalization;
using BatchGen.Batches.Settings;
using BatchGen.Web.Hosting;
using BatchGen.Web.Localization;
using BatchGen.Web.Pages.Settings;

namespace BatchGen.Web.Tests.Pages;

public sealed class SettingDescriptionTests
{
    public static TheoryData<string> Languages => [.. Language.All.Where(language => language != Language.English).Select(language => language.Name)];

    private static IEnumerable<DocumentedSetting> Described =>
        BatchGenServices.Settings.All.Where(setting => !setting.IsForeign && SettingDescription.OwnWordsOf(setting) is null);

    [Theory]
    [MemberData(nameof(Languages))]
    public void Descriptions_AreAllTranslated_AndNoTranslationIsStale(string language)
    {
        var translated = SettingDescription.ReadAll(CultureInfo.GetCultureInfo(language)).Keys;
        var written = Described.ToDictionary(SettingDescription.WordsOf, setting => setting.Key);

        AssertNone("has no translation", written.Keys.Except(translated).Select(words => $"{written[words]}: {words}"));
        AssertNone("is a translation of what no setting is described as", translated.Except(written.Keys));
    }

    [Fact]
    public void Descriptions_AreThere_OfEverySetting() =>
        AssertNone("has no description", BatchGenServices.Settings.All.Where(setting => setting.Description.Length == 0).Select(setting => setting.Key));

    [Theory]
    [InlineData("en", "Auth:RevalidationInterval", "lost a role. [days.]hours:minutes:seconds, more than 0, at most 01:00:00.")]
    [InlineData("zh-CN", "Auth:RevalidationInterval", "最多还能持续多久。写作 [天.]时:分:秒，大于 0，至多 01:00:00。")]
    [InlineData("zh-CN", "Execution:CommitInterval", "在同一事务中提交。写作 [天.]时:分:秒，至少 00:00:00。")]
    [InlineData("zh-CN", "Mail:From", "发件人，写不带名称的地址。")]
    [InlineData("zh-CN", "Engine:Slots", "单个引擎同时运行的提示词数")]
    public void Of_IsInTheLanguageOfWhoeverLooks_WithWhatATimeSpanMayBe(string language, string key, string expected)
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);

        Assert.EndsWith(expected, SettingDescription.Of(BatchGenServices.Settings.Find(key)!), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("en", "engine SLOTS", true)]
    [InlineData("en", "Engine__Slots", true)]
    [InlineData("en", "at once prompts", true)]
    // The documentation's words, where the page has its own.
    [InlineData("en", "as many as pay", true)]
    [InlineData("en", "  ", true)]
    [InlineData("en", "slots mail", false)]
    [InlineData("zh-CN", "提示词数", true)]
    [InlineData("zh-CN", "邮件", false)]
    public void Search_FindsByKeyLabelAndDescription(string language, string text, bool finds)
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);

        Assert.Equal(finds, new SettingSearch(text).Finds(BatchGenServices.Settings.Find("Engine:Slots")!));
    }

    private static void AssertNone(string fault, IEnumerable<string> texts)
    {
        var found = texts.Order(StringComparer.Ordinal).ToList();
        Assert.True(found.Count == 0, string.Join('\n', found.Select(text => $"{text} — {fault}")));
    }
}
