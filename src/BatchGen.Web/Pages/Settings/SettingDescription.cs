using System.Collections;
using System.Globalization;
using System.Resources;
using System.Text.RegularExpressions;
using BatchGen.Batches.Settings;
using BatchGen.Web.Localization;

namespace BatchGen.Web.Pages.Settings;

/// <summary>
/// What a setting is, in the language of whoever looks: in the page's own words where it has some, else as the documentation has it. The
/// translations' keys are the documentation's English words, as with sentences: one whose English changes is missed by a test.
/// </summary>
internal static partial class SettingDescription
{
    private static readonly ResourceManager Manager = new(typeof(SettingDescription));

    public static string Of(DocumentedSetting setting) => OwnWordsOf(setting) ?? Documented(setting);

    /// <summary>Null when the documentation's words do.</summary>
    public static string? OwnWordsOf(DocumentedSetting setting) => Texts<SettingsTexts>.Find(setting.Key.Replace(":", "", StringComparison.Ordinal));

    /// <summary>In English where it has no translation, which only settings with words of the page's own lack.</summary>
    public static string Documented(DocumentedSetting setting)
    {
        if (Language.English.IsCurrent)
            return setting.Description;
        var span = TimeSpanWords().Match(setting.Description);
        if (Lookup(WordsOf(setting)) is not { } translated)
            return setting.Description;
        return span.Success ? translated + SpanOf(span) : translated;
    }

    /// <summary>The description without how a time span is written and what it may be, which follow from the setting's type and range.</summary>
    public static string WordsOf(DocumentedSetting setting) => TimeSpanWords().Replace(setting.Description, "");

    /// <summary>Every translation into one language, by the English words.</summary>
    public static IReadOnlyDictionary<string, string> ReadAll(CultureInfo culture) =>
        Manager.GetResourceSet(culture, createIfNotExists: true, tryParents: false)!
            .Cast<DictionaryEntry>()
            .ToDictionary(entry => (string)entry.Key, entry => (string)entry.Value!);

    private static string SpanOf(Match span) => string.Concat(
        Texts<SettingsTexts>.Of("SpanWritten"),
        span.Groups["positive"].Success ? Texts<SettingsTexts>.Of("SpanPositive") : "",
        span.Groups["least"] is { Success: true } least ? Texts<SettingsTexts>.Of("SpanLeast", least.Value) : "",
        span.Groups["most"] is { Success: true } most ? Texts<SettingsTexts>.Of("SpanMost", most.Value) : "",
        Texts<SettingsTexts>.Of("SpanEnd"));

    private static string? Lookup(string words) =>
        Manager.GetResourceSet(CultureInfo.CurrentUICulture, createIfNotExists: true, tryParents: false)?.GetString(words);

    [GeneratedRegex(
        @" ?\[days\.\]hours:minutes:seconds(?<positive>, more than 0)?(, at least (?<least>[\d.:]*\d))?(, at most (?<most>[\d.:]*\d))?\.$",
        RegexOptions.ExplicitCapture)]
    private static partial Regex TimeSpanWords();
}
