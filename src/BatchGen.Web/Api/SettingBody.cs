using BatchGen.Batches.Settings;

namespace BatchGen.Web.Api;

/// <summary>A setting that may be changed while the server runs.</summary>
/// <param name="Key">As appsettings.json has it, e.g. "Submission:MaxItems".</param>
/// <param name="Kind">count, bytes, duration, switch or choice.</param>
/// <param name="Value">Spelt as in appsettings.json; null is none.</param>
/// <param name="Default">What holds when the value is taken back.</param>
/// <param name="IsChanged">It was set here or in the browser.</param>
/// <param name="FixedBy">environment or command_line, which win; null when it can be changed.</param>
/// <param name="Choices">Of a choice: every name.</param>
internal sealed record SettingBody(string Key, string Kind, string? Value, string? Default, bool IsChanged, string? FixedBy, IReadOnlyList<string> Choices)
{
    public static SettingBody Of(SettingNow now) => new(
        now.Setting.Key,
        now.Setting.Kind.ToString().ToLowerInvariant(),
        now.Value,
        now.Default,
        now.IsChanged,
        now.Hold switch
        {
            SettingHold.Environment => "environment",
            SettingHold.CommandLine => "command_line",
            _ => null,
        },
        now.Setting.Choices);
}
