using BatchGen.Batches.Data;
using BatchGen.Batches.Execution;
using BatchGen.Batches.Live;
using BatchGen.Batches.Models;
using BatchGen.Batches.Nights;
using BatchGen.Batches.Notices;
using BatchGen.Batches.Quotas;
using BatchGen.Batches.Requests;
using BatchGen.Batches.Schedules;
using BatchGen.Batches.Webhooks;
using BatchGen.Code.Inputs;

namespace BatchGen.Batches.Settings;

/// <summary>
/// What an administrator may change in the browser: what a day's work asks for, and nothing that a start must read, that
/// is secret, or that leads to another place on the disk.
/// </summary>
public static class EditableSettings
{
    private const string Aliases = ModelAliases.Section + ":";

    /// <summary>In the order pages list them; entries of the table of aliases (Models:Aliases:NAME) come beside them.</summary>
    public static IReadOnlyList<EditableSetting> All { get; } =
    [
        EditableSetting.Of<NightsOptions>(NightsOptions.Section, nameof(NightsOptions.Hours)),
        EditableSetting.Of<NightsOptions>(NightsOptions.Section, nameof(NightsOptions.TimeZone)),
        EditableSetting.Of<NightsOptions>(NightsOptions.Section, nameof(NightsOptions.ExemptUrgent)),
        EditableSetting.Of<NightsOptions>(NightsOptions.Section, nameof(NightsOptions.AllowOwnHours)),
        EditableSetting.Of<NightsOptions>(NightsOptions.Section, nameof(NightsOptions.Grace)),
        EditableSetting.Of<StorageOptions>(StorageOptions.Section, nameof(StorageOptions.KeepResultsFor)),
        EditableSetting.Of<QuotaOptions>(QuotaOptions.Section, nameof(QuotaOptions.MaxQueuedItems)),
        EditableSetting.Of<QuotaOptions>(QuotaOptions.Section, nameof(QuotaOptions.MaxTokensPerDay)),
        EditableSetting.Of<SubmissionOptions>(SubmissionOptions.Section, nameof(SubmissionOptions.MaxItems)),
        EditableSetting.Of<SubmissionOptions>(SubmissionOptions.Section, nameof(SubmissionOptions.MaxFileBytes)),
        EditableSetting.Of<SubmissionOptions>(SubmissionOptions.Section, nameof(SubmissionOptions.MaxLineBytes)),
        EditableSetting.Of<SubmissionOptions>(SubmissionOptions.Section, nameof(SubmissionOptions.ItemsPerShard)),
        EditableSetting.Of<InputOptions>(InputOptions.Section, nameof(InputOptions.MaxArchiveBytes)),
        EditableSetting.Of<InputOptions>(InputOptions.Section, nameof(InputOptions.MaxEntries)),
        EditableSetting.Of<InputOptions>(InputOptions.Section, nameof(InputOptions.MaxFileBytes)),
        EditableSetting.Of<InputOptions>(InputOptions.Section, nameof(InputOptions.MaxTotalBytes)),
        EditableSetting.Of<LiveOptions>(LiveOptions.Section, nameof(LiveOptions.MaxOpenRequests)),
        EditableSetting.Of<LiveOptions>(LiveOptions.Section, nameof(LiveOptions.LoadPatience)),
        EditableSetting.Of<ExecutionOptions>(ExecutionOptions.Section, nameof(ExecutionOptions.MaxEngineLossesInARow)),
        EditableSetting.Of<ExecutionOptions>(ExecutionOptions.Section, nameof(ExecutionOptions.MaxShardFailures)),
        EditableSetting.Of<ScheduleOptions>(ScheduleOptions.Section, nameof(ScheduleOptions.DefaultOverlap)),
        EditableSetting.Of<ScheduleOptions>(ScheduleOptions.Section, nameof(ScheduleOptions.DefaultMissedRuns)),
        EditableSetting.Of<ScheduleOptions>(ScheduleOptions.Section, nameof(ScheduleOptions.MissedAfter)),
        EditableSetting.Of<ScheduleOptions>(ScheduleOptions.Section, nameof(ScheduleOptions.FileQuietPeriod)),
        EditableSetting.Of<WebhookOptions>(WebhookOptions.Section, nameof(WebhookOptions.Timeout)),
        EditableSetting.Of<WebhookOptions>(WebhookOptions.Section, nameof(WebhookOptions.AllowPrivateAddresses)),
        EditableSetting.Of<NoticeOptions>(NoticeOptions.Section, nameof(NoticeOptions.PublicAddress)),
    ];

    /// <summary>Null when there is none of that key; keys are compared as configuration compares them.</summary>
    public static EditableSetting? Find(string key) =>
        AliasOf(key) ?? All.FirstOrDefault(setting => string.Equals(setting.Key, key, StringComparison.OrdinalIgnoreCase));

    /// <summary>The settings of the list, and what among the keys are entries of the table of aliases.</summary>
    internal static IEnumerable<EditableSetting> AllAmong(IEnumerable<string> keys) =>
        All.Concat(keys.Distinct(StringComparer.OrdinalIgnoreCase).Select(AliasOf).OfType<EditableSetting>());

    private static EditableSetting? AliasOf(string key) =>
        key.StartsWith(Aliases, StringComparison.OrdinalIgnoreCase) && key.Length > Aliases.Length
            ? EditableSetting.Entry(ModelAliases.Section, key[Aliases.Length..])
            : null;
}
