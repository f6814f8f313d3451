using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Resources;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using BatchGen.Testing;
using BatchGen.Web.Hosting;
using BatchGen.Web.Localization;

namespace BatchGen.Web.Tests.Localization;

public sealed partial class TextsTests
{
    private static readonly Assembly Web = typeof(BatchGenApplication).Assembly;

    public static TheoryData<string> Rooms => [.. Web.GetManifestResourceNames().Where(name => name.EndsWith("Texts.resources", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Rooms))]
    public void Texts_AreTheSameInEveryLanguage_KeysAndPlaceholders(string room)
    {
        var neutral = Read(room, CultureInfo.InvariantCulture);

        foreach (var language in Language.All.Where(language => language != Language.English))
        {
            var translated = Read(room, CultureInfo.GetCultureInfo(language.Name));
            Assert.Equal(neutral.Keys.Order(StringComparer.Ordinal), translated.Keys.Order(StringComparer.Ordinal));
            Assert.All(neutral, text => Assert.Equal(Placeholders(text.Value), Placeholders(translated[text.Key])));
            Assert.DoesNotContain(translated.Values, string.IsNullOrWhiteSpace);
        }
    }

    [Theory]
    [MemberData(nameof(Rooms))]
    public void Texts_HaveAClassThatNamesThem(string room) =>
        Assert.NotNull(Web.GetType(room[..^".resources".Length]));

    /// <summary>A key without a text is shown as it is, in English, to everybody. Of keys that a page puts together nothing is known here.</summary>
    [Fact]
    public void Keys_HaveATextInTheFolder_WhereAPageNamesThem()
    {
        var web = Path.Combine(SourceTree.Root, "src", "BatchGen.Web");
        var files = Directory.EnumerateFiles(web, "*", SearchOption.AllDirectories)
            .Where(file => Path.GetExtension(file) is ".razor" or ".cs" && !Path.GetRelativePath(web, file).StartsWith("obj", StringComparison.Ordinal));
        var missing = files.SelectMany(file => NamedKey().Matches(File.ReadAllText(file))
            .SelectMany(name => Literal().Matches(name.Groups["key"].Value).Select(key => key.Groups["text"].Value))
            .Where(key => !KeysOf(Path.GetDirectoryName(file)!).Contains(key))
            .Select(key => $"{Path.GetRelativePath(web, file)}: {key}"));

        Assert.Empty(missing);
    }

    /// <summary>Of the texts in a folder, or in the nearest one above it that has some.</summary>
    private static IReadOnlySet<string> KeysOf(string folder)
    {
        while (!Directory.EnumerateFiles(folder, "*Texts.resx").Any())
            folder = Path.GetDirectoryName(folder)!;
        return Directory.EnumerateFiles(folder, "*Texts.resx").SelectMany(file => XDocument.Load(file).Descendants("data")).Select(data => data.Attribute("name")!.Value).ToHashSet();
    }

    /// <summary>Of the words that docs/chinese.md rules out, those that can mean nothing else.</summary>
    [Theory]
    [InlineData("您")]
    [InlineData("计划")]
    [InlineData("令牌")]
    [InlineData("仪表板")]
    [InlineData("概览")]
    [InlineData("限额")]
    [InlineData("批处理任务")]
    [InlineData("提示(?!词)")]
    public void ChineseTexts_UseTheWordsOfTheHouse(string ruledOut)
    {
        var chinese = Web.GetSatelliteAssembly(CultureInfo.GetCultureInfo("zh-CN"));
        foreach (var room in chinese.GetManifestResourceNames())
        {
            using var texts = new ResourceReader(chinese.GetManifestResourceStream(room)!);
            Assert.DoesNotContain(texts.Cast<DictionaryEntry>(), text => Regex.IsMatch((string)text.Value!, ruledOut));
        }
    }

    [Fact]
    public void Rooms_AreFound() => Assert.NotEmpty(Rooms);

    private static Dictionary<string, string> Read(string room, CultureInfo culture)
    {
        var set = new ResourceManager(room[..^".resources".Length], Web).GetResourceSet(culture, createIfNotExists: true, tryParents: false);
        Assert.True(set is not null, $"{room} has no texts in '{culture.Name}'.");
        return set.Cast<DictionaryEntry>().ToDictionary(entry => (string)entry.Key, entry => (string)entry.Value!);
    }

    private static IEnumerable<string> Placeholders(string text) =>
        Placeholder().Matches(text).Select(match => match.Value).Distinct().Order(StringComparer.Ordinal);

    /// <summary>What stands where a page takes a text by its key, up to the values.</summary>
    [GeneratedRegex(@"\bL\[(?<key>[^\[\],$]+)[\],]", RegexOptions.ExplicitCapture)]
    private static partial Regex NamedKey();

    /// <summary>A key; what it is compared with to choose one is written small.</summary>
    [GeneratedRegex("\"(?<text>[A-Z][A-Za-z0-9]*)\"", RegexOptions.ExplicitCapture)]
    private static partial Regex Literal();

    // A format may differ ("{0:d MMM}"), its number may not.
    [GeneratedRegex(@"\{\d+")]
    private static partial Regex Placeholder();
}
