using BatchGen.Batches.Settings;

namespace BatchGen.Web.Pages.Settings;

/// <summary>Looks for settings by their keys and by what they are called and described as, in the language of whoever looks.</summary>
/// <param name="text">Every word of it has to be there, wherever; keys may be written as environment variables are.</param>
internal sealed class SettingSearch(string? text)
{
    private readonly string[] _words = (text ?? "").Replace("__", ":", StringComparison.Ordinal)
        .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    public bool IsEmpty => _words.Length == 0;

    public bool Finds(DocumentedSetting setting) => Array.TrueForAll(_words, word =>
        Has(setting.Key, word) || Has(SettingDescription.Of(setting), word) || Has(SettingDescription.Documented(setting), word));

    private static bool Has(string text, string word) => text.Contains(word, StringComparison.CurrentCultureIgnoreCase);
}
