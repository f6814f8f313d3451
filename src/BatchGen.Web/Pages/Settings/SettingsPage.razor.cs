using BatchGen.Batches.Backups;
using BatchGen.Batches.Settings;
using Microsoft.AspNetCore.Components;

namespace BatchGen.Web.Pages.Settings;

/// <summary>What the server runs with and who set it: first what may be changed here, then what a start reads. Secrets are not shown.</summary>
public sealed partial class SettingsPage
{
    private IReadOnlyList<SettingNow> _settings = [];
    private IReadOnlyList<SettingFact> _fixed = [];

    [Inject] public required SettingsStore Settings { get; init; }

    [Inject] public required SettingsOverview Overview { get; init; }

    [Inject] public required BackupService Backups { get; init; }

    protected override void OnInitialized()
    {
        Read();
        _fixed = Overview.ReadFixed();
    }

    private void Read() => _settings = Settings.List();

    /// <summary>In our own words where there are some, else as the documentation has it.</summary>
    private string WordsOf(DocumentedSetting setting) =>
        L[setting.Key.Replace(":", "", StringComparison.Ordinal)] is { ResourceNotFound: false } words ? words.Value : setting.Description;

    private string ValueOf(SettingFact fact) => fact switch
    {
        { Setting.IsSecret: true } => L[fact.IsSet ? "SecretSet" : "None"],
        { Setting.Key: "Backup:Folder", Value: { } folder } when Backups.Last is { Problem: { } problem } => $"{folder}: {problem}",
        { Value: { } value } => value,
        { Value: null } => L["None"],
    };
}
