using Microsoft.Extensions.Configuration;

namespace BatchGen.Batches.Settings;

/// <summary>
/// Holds a configuration against the list of settings, before anything is bound to it: binding stops at the first value of the wrong kind,
/// drops such entries of lists, and never says that nobody reads a key. Sentences name the key, its value and who set it.
/// </summary>
public sealed class ConfigurationCheck(DocumentedSettings settings, IConfigurationRoot configuration)
{
    private readonly SettingOrigins _origins = new(configuration);

    /// <summary>Every value of the wrong kind.</summary>
    public IReadOnlyList<SettingFault> FindWrongKinds() =>
        [.. settings.All.Where(setting => setting.Type is not null).SelectMany(FindWrongKinds)];

    /// <summary>Keys of our own sections, and sections that look like ours, that nobody reads. Nothing is wrong with the rest, so a start goes on.</summary>
    public IReadOnlyList<string> FindUnknown() => [.. configuration.AsEnumerable().Where(pair => !string.IsNullOrEmpty(pair.Value))
        .Select(pair => pair.Key).Order(StringComparer.OrdinalIgnoreCase).Select(DescribeUnknown).OfType<string>()];

    /// <summary>A sentence of a validator, which begins with its key, and where that key's value comes from.</summary>
    public SettingFault Locate(string sentence)
    {
        ArgumentNullException.ThrowIfNull(sentence);
        var end = sentence.AsSpan().IndexOfAnyExcept(KeyCharacters.All);
        var key = (end < 0 ? sentence : sentence[..end]).TrimEnd(':');
        // A list's entry has its own name behind the list's.
        while (settings.Find(key) is null && key.LastIndexOf(':') is > 0 and var cut)
            key = key[..cut];
        return settings.Find(key) is { } setting
            ? new SettingFault(setting, $"{sentence} {_origins.Find(setting.Key).Sentence}".TrimEnd())
            : new SettingFault(null, sentence);
    }

    private IEnumerable<SettingFault> FindWrongKinds(DocumentedSetting setting)
    {
        var section = configuration.GetSection(setting.Key);
        if (!setting.IsList)
            return IsReadable(section, setting.Type!) ? [] : [Fault(setting, section, "")];
        return string.IsNullOrEmpty(section.Value)
            ? section.GetChildren().Where(entry => !IsReadable(entry, setting.Type!)).Select(entry => Fault(setting, entry, ""))
            : [Fault(setting, section, $"It has entries: {setting.Key}:0 is the first of a list, {setting.Key}:NAME one of a table.")];
    }

    private SettingFault Fault(DocumentedSetting setting, IConfigurationSection at, string hint) => new(
        setting,
        string.Join(' ', new[]
        {
            $"{at.Path} is '{(setting.IsSecret ? "…" : at.Value)}', which cannot be read.",
            hint.Length > 0 ? hint : setting.Allowed,
            _origins.Find(at.Path).Sentence,
        }.Where(part => part.Length > 0)));

    private static bool IsReadable(IConfigurationSection section, Type type)
    {
        // None is left to the validators, as the binder leaves it.
        if (section.Value is null)
            return true;
        try
        {
            section.Get(type);
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    private string? DescribeUnknown(string key)
    {
        var parts = key.Split(ConfigurationPath.KeyDelimiter, 3);
        var section = settings.Sections.FirstOrDefault(one => string.Equals(one, parts[0], StringComparison.OrdinalIgnoreCase));
        if (section is null)
            return parts.Length > 1 && NearestWord.Find(parts[0], settings.Sections) is { } meant
                ? Unread(key, string.Join(':', [meant, .. parts[1..]]))
                : null;
        if (parts.Length == 1)
            return Unread(key, meant: null);
        var setting = settings.Find($"{section}:{parts[1]}");
        if (setting is not null && (parts.Length == 2 || setting.IsList))
            return null;
        return Unread(key, setting is not null ? setting.Key : Nearest(section, parts[1]));
    }

    private string? Nearest(string section, string name) =>
        NearestWord.Find(name, settings.All.Where(setting => setting.Section == section).Select(setting => setting.Name)) is { } near
            ? $"{section}:{near}"
            : settings.All.FirstOrDefault(setting => string.Equals(setting.Name, name, StringComparison.OrdinalIgnoreCase))?.Key;

    private string Unread(string key, string? meant) => string.Join(' ', new[]
    {
        $"Nobody reads the setting {key}.",
        meant is null ? "" : $"Did you mean {meant}?",
        _origins.Find(key).Sentence,
    }.Where(part => part.Length > 0));
}

/// <summary>One thing that a start refuses.</summary>
/// <param name="Setting">Whose value it is; null when a sentence names none.</param>
/// <param name="Sentence">Key, value, what is allowed, and where the value comes from.</param>
public sealed record SettingFault(DocumentedSetting? Setting, string Sentence);
