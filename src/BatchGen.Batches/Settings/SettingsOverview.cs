using Microsoft.Extensions.Configuration;

namespace BatchGen.Batches.Settings;

/// <summary>Every documented setting with the value that the program runs with, and who set it.</summary>
/// <param name="services">Has the options classes.</param>
public sealed class SettingsOverview(DocumentedSettings settings, IConfigurationRoot configuration, IServiceProvider services)
{
    /// <summary>Those that a start reads, in the order of the schema; what changes while the program runs is the <see cref="SettingsStore"/>'s.</summary>
    public IReadOnlyList<SettingFact> ReadFixed()
    {
        var origins = new SettingOrigins(configuration);
        return
        [
            .. settings.All.Where(setting => !setting.IsForeign && !EditableSettings.All.Any(editable => editable.Key == setting.Key))
                .Select(setting => new SettingFact(
                    setting, setting.IsSecret ? null : setting.TextIn(services, configuration), origins.Find(setting.Key))),
        ];
    }

    public SettingOrigin OriginOf(string key) => new SettingOrigins(configuration).Find(key);
}

/// <param name="Value">As appsettings.json would have it; null is none, and a secret's.</param>
public sealed record SettingFact(DocumentedSetting Setting, string? Value, SettingOrigin Origin)
{
    public bool IsSet => Origin.Source is not SettingSource.Default;
}
