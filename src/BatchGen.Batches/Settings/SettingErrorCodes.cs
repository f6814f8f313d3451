namespace BatchGen.Batches.Settings;

/// <summary>Codes of what can be wrong with a change of settings; documented in docs/errors.md.</summary>
public static class SettingErrorCodes
{
    public const string Unknown = "setting_unknown";
    public const string Held = "setting_fixed";
    public const string Invalid = "setting_invalid";
    public const string FileInvalid = "settings_file_invalid";
}
