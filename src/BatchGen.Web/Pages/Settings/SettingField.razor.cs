using System.Globalization;
using BatchGen.Batches.Settings;
using BatchGen.Web.Access;
using BatchGen.Web.Formatting;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace BatchGen.Web.Pages.Settings;

/// <summary>One setting: what it is, where that comes from, and a change of it. What is typed is judged when it is applied.</summary>
public sealed partial class SettingField
{
    private string _typed = "";
    private SettingUnit? _unit;
    private SettingNow? _filledFrom;
    private SettingsRefused? _refused;
    private bool _busy;

    [Parameter, EditorRequired] public required SettingNow Now { get; set; }

    /// <summary>Who set the value; of one that nobody set, or that was set here, nothing more is said.</summary>
    [Parameter] public SettingOrigin Origin { get; set; } = SettingOrigin.BuiltIn;

    [Parameter] public EventCallback Changed { get; set; }

    [Inject] public required SettingsStore Settings { get; init; }

    [Inject] public required CurrentCaller Callers { get; init; }

    [Inject] public required ISnackbar Messages { get; init; }

    private string Id => $"setting-{Now.Setting.Key.Replace(':', '-')}";

    private string ProblemId => $"{Id}-problem";

    private string Stored => _unit is null || _typed.Length == 0 ? _typed : _unit.Stored(Now.Setting.Kind, _typed);

    private bool IsTyped => Stored != (Now.Value ?? "");

    protected override void OnParametersSet()
    {
        // Another line's change must not take away what is being typed here.
        if (_filledFrom?.Value == Now.Value && _filledFrom is not null)
            return;
        _filledFrom = Now;
        _unit = SettingUnit.For(Now.Setting.Kind, Now.Value);
        _typed = _unit?.NumberIn(Now.Setting.Kind, Now.Value) ?? Now.Value ?? "";
    }

    private void ChangeUnit(ChangeEventArgs chosen) =>
        _unit = SettingUnit.Of(Now.Setting.Kind).FirstOrDefault(unit => unit.Text == chosen.Value as string) ?? _unit;

    private Task ApplyAsync() => ChangeAsync(Stored);

    /// <param name="value">Null goes back to the default.</param>
    private async Task ChangeAsync(string? value)
    {
        _busy = true;
        var outcome = await Settings.ChangeAsync(
            new Dictionary<string, string?> { [Now.Setting.Key] = value }, (await Callers.GetAsync()).Name, CancellationToken.None);
        _busy = false;
        _refused = outcome as SettingsRefused;
        if (_refused is not null)
            return;
        _filledFrom = null;
        Messages.Add(L["Changed", Now.Setting.Key], Severity.Success);
        await Changed.InvokeAsync();
    }

    /// <summary>With its unit.</summary>
    private string WordsOf(string? value) => string.IsNullOrEmpty(value) ? L["None"] : Now.Setting.Kind switch
    {
        SettingKind.Text => value,
        SettingKind.Switch => L[value == "true" ? "Yes" : "No"],
        SettingKind.Choice => L[$"Choice{value}"],
        SettingKind.Bytes => ByteText.Of(long.Parse(value, CultureInfo.InvariantCulture)),
        SettingKind.Duration => DurationText.Of(TimeSpan.Parse(value, CultureInfo.InvariantCulture)),
        SettingKind.Count or SettingKind.List => CountText.Of(long.Parse(value, CultureInfo.InvariantCulture)),
    };
}
