using BatchGen.Inference.Sentences;

namespace BatchGen.Batches.Settings;

/// <summary>What became of a change of settings.</summary>
public abstract record SettingsOutcome;

/// <summary>Stored, and in effect already.</summary>
public sealed record SettingsChanged : SettingsOutcome;

/// <summary>Nothing was changed.</summary>
/// <param name="Key">The setting at fault.</param>
/// <param name="Code">Stable, see <see cref="SettingErrorCodes"/>.</param>
/// <param name="Message">A sentence.</param>
public sealed record SettingsRefused(string Key, string Code, string Message) : SettingsOutcome
{
    /// <summary>The same with its values apart, for pages in other languages; null when it is English only.</summary>
    public Sentence? Sentence { get; init; }
}

/// <summary>Codes of what can be wrong with a change of settings; documented in docs/errors.md.</summary>
public static class SettingErrorCodes
{
    public const string Unknown = "setting_unknown";
    public const string Held = "setting_fixed";
    public const string Invalid = "setting_invalid";
    public const string FileInvalid = "settings_file_invalid";
}
