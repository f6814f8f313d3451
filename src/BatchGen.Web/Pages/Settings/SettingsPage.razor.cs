using BatchGen.Batches.Backups;
using BatchGen.Batches.Data;
using BatchGen.Batches.Execution;
using BatchGen.Batches.Schedules;
using BatchGen.Batches.Settings;
using BatchGen.Engine.Setup;
using BatchGen.Web.Access;
using BatchGen.Web.Formatting;
using BatchGen.Web.Models;
using BatchGen.Web.Queue;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Options;

namespace BatchGen.Web.Pages.Settings;

/// <summary>What the server runs with: first what may be changed here, then what a start reads from files and the environment. Secrets are not here.</summary>
public sealed partial class SettingsPage
{
    private IReadOnlyList<SettingNow> _settings = [];

    [Inject] public required IOptions<StorageOptions> Storage { get; init; }

    [Inject] public required SettingsStore Settings { get; init; }

    [Inject] public required IOptions<QueueOptions> Queue { get; init; }

    [Inject] public required IOptions<ScheduleOptions> Schedules { get; init; }

    [Inject] public required IOptions<ExecutionOptions> Execution { get; init; }

    [Inject] public required IOptions<BackupOptions> Backup { get; init; }

    [Inject] public required BackupService Backups { get; init; }

    [Inject] public required IOptions<ModelsOptions> Models { get; init; }

    [Inject] public required IOptions<EngineOptions> Engine { get; init; }

    [Inject] public required IOptions<AccessOptions> Access { get; init; }

    private IEnumerable<SettingLine> Lines =>
    [
        new("Storage:DataDirectory", Storage.Value.DataDirectory),
        new("Storage:Provider", Storage.Value.Provider.ToString()),
        new("Queue:Storage", $"{Queue.Value.Storage}"),
        new("Execution:Workers", CountText.Of(Execution.Value.Workers)),
        new("Backup:Folder", Copies),
        new("Models:Directory", Models.Value.Directory),
        new("Engine:Slots", Engine.Value.Slots is { } slots ? CountText.Of(slots) : L["SlotsThatPay"]),
        new("Engine:ContextLimitTokens", CountText.Of(Engine.Value.ContextLimitTokens, "token")),
        new("Engine:DefaultMaxTokens", CountText.Of(Engine.Value.DefaultMaxTokens, "token")),
        new("Engine:SettingsTurn", DurationText.Of(Engine.Value.SettingsTurn)),
        new("Schedules:FolderRoots", Schedules.Value.FolderRoots.Count == 0 ? L["None"] : string.Join(", ", Schedules.Value.FolderRoots)),
        new("Auth:SessionLifetime", DurationText.Of(Access.Value.SessionLifetime)),
        new("Auth:LinkLifetime", DurationText.Of(Access.Value.LinkLifetime)),
        new("Auth:BehindProxy", L[Access.Value.BehindProxy ? "Yes" : "No"]),
    ];

    /// <summary>Where to, and why the last one failed if it did.</summary>
    private string Copies => (Backup.Value.Folder, Backups.Last) switch
    {
        (null, _) => L["None"],
        ({ } folder, { Problem: { } problem }) => $"{folder}: {problem}",
        ({ } folder, _) => folder,
    };

    protected override void OnInitialized() => Read();

    private void Read() => _settings = Settings.List();
}
