using BatchGen.Batches.Models;
using BatchGen.Batches.Settings;
using BatchGen.Web.Access;
using BatchGen.Web.Models;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace BatchGen.Web.Pages.Models;

/// <summary>The table of aliases: settings of the server, which an administrator changes here.</summary>
public sealed partial class AliasPanel
{
    private const string OneName = "name";
    private const string AnyOther = "any-other";

    private string _name = "";
    private string _target = "";
    private string _kind = OneName;
    private bool _busy;
    private SettingsRefused? _refused;

    /// <summary>What an alias may stand for.</summary>
    [Parameter, EditorRequired] public required IReadOnlyList<ModelCard> Models { get; set; }

    [Parameter] public bool MayChange { get; set; }

    [Inject] public required SettingsStore Settings { get; init; }

    [Inject] public required CurrentCaller Callers { get; init; }

    [Inject] public required ISnackbar Messages { get; init; }

    /// <summary>By name, that for any other name last; one that was taken away here is none.</summary>
    private IReadOnlyList<AliasRow> Rows =>
    [
        .. Settings.ListAliases().Where(now => !string.IsNullOrWhiteSpace(now.Value)).Select(AliasRow.Of)
            .OrderBy(row => row.IsAnyOther).ThenBy(row => row.Name, StringComparer.OrdinalIgnoreCase),
    ];

    /// <summary>The new one stands for every name that has none of its own.</summary>
    private bool IsAnyOther => _kind == AnyOther;

    private bool CanAdd => _target.Length > 0 && (IsAnyOther || _name.Trim().Length > 0);

    /// <summary>Why it is not followed; null when it is.</summary>
    private string? NoteOf(AliasRow row)
    {
        if (Models.Any(model => model.File.Exists && ModelName.IsOf(model.File.Path, row.Name)))
            return L["AliasShadowed"];
        return Models.Any(model => ModelName.IsOf(model.File.Path, row.Target)) ? null : L["AliasTargetGone", row.Target].Value;
    }

    private async Task AddAsync()
    {
        var name = IsAnyOther ? ModelAliases.AnyOther : _name.Trim();
        if (!await ChangeAsync(name, _target))
            return;
        Messages.Add(IsAnyOther ? L["AnyOtherSaved", _target] : L["AliasSaved", name, _target], Severity.Success);
        _name = _target = "";
        _kind = OneName;
    }

    /// <summary>What a file says is taken away by an empty value over it.</summary>
    private async Task RemoveAsync(AliasRow row)
    {
        if (await ChangeAsync(row.Name, row.IsInFile ? "" : null))
            Messages.Add(L["AliasRemoved"], Severity.Success);
    }

    private async Task<bool> ChangeAsync(string name, string? target)
    {
        _busy = true;
        var outcome = await Settings.ChangeAsync(
            new Dictionary<string, string?> { [$"{ModelAliases.Section}:{name}"] = target }, (await Callers.GetAsync()).Name, CancellationToken.None);
        _busy = false;
        _refused = outcome as SettingsRefused;
        return _refused is null;
    }

    /// <param name="IsInFile">It stands in appsettings.json, whatever was set here.</param>
    private sealed record AliasRow(string Name, string Target, SettingHold Hold, bool IsInFile)
    {
        public bool IsAnyOther => Name == ModelAliases.AnyOther;

        public static AliasRow Of(SettingNow now) =>
            new(now.Setting.Key[(ModelAliases.Section.Length + 1)..], now.Value!.Trim(), now.Hold, !string.IsNullOrEmpty(now.Default));
    }
}
