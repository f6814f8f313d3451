using BatchGen.Batches.Backups;
using BatchGen.Batches.Settings;
using Microsoft.AspNetCore.Components;

namespace BatchGen.Web.Pages.Settings;

/// <summary>What the server runs with and who set it: first what may be changed here, then what a start reads. Secrets are not shown.</summary>
public sealed partial class SettingsPage
{
    private IReadOnlyList<SettingNow> _settings = [];
    private IReadOnlyList<SettingFact> _fixed = [];
    private string _typed = "";
    private string? _address;

    [Inject] public required SettingsStore Settings { get; init; }

    [Inject] public required SettingsOverview Overview { get; init; }

    [Inject] public required DocumentedSettings Documented { get; init; }

    [Inject] public required BackupService Backups { get; init; }

    [Inject] public required NavigationManager Navigation { get; init; }

    /// <summary>What is looked for, so that what was found can be shared.</summary>
    [SupplyParameterFromQuery(Name = "q")] public string? Search { get; set; }

    private bool IsSearch => !string.IsNullOrWhiteSpace(_typed);

    private int Matches => _settings.Count + _fixed.Count;

    protected override void OnInitialized() => Read();

    protected override void OnParametersSet()
    {
        // Whatever else draws the page anew must not take away what is being typed.
        if (Search == _address)
            return;
        _address = Search;
        _typed = Search ?? "";
        Read();
    }

    private void Read()
    {
        var search = new SettingSearch(_typed);
        _settings = [.. Settings.List().Where(now => Documented.Find(now.Setting.Key) is { } setting ? search.Finds(setting) : search.IsEmpty)];
        _fixed = [.. Overview.ReadFixed().Where(fact => search.Finds(fact.Setting))];
    }

    private void Type(ChangeEventArgs typed)
    {
        _typed = typed.Value as string ?? "";
        Read();
    }

    private void Clear()
    {
        _typed = "";
        Read();
        Keep();
    }

    /// <summary>Into the address once somebody stops typing: at each key it would come back late and take letters away.</summary>
    private void Keep() =>
        Navigation.NavigateTo(Navigation.GetUriWithQueryParameter("q", IsSearch ? _typed.Trim() : null), replace: true);

    private string ValueOf(SettingFact fact) => fact switch
    {
        { Setting.IsSecret: true } => L[fact.IsSet ? "SecretSet" : "None"],
        { Setting.Key: "Backup:Folder", Value: { } folder } when Backups.Last is { Problem: { } problem } => $"{folder}: {problem}",
        { Value: { } value } => value,
        { Value: null } => L["None"],
    };
}
