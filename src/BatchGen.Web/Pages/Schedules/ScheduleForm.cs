using System.Globalization;
using BatchGen.Batches.Data;
using BatchGen.Batches.Schedules;

namespace BatchGen.Web.Pages.Schedules;

/// <summary>What the editor's fields hold.</summary>
public sealed class ScheduleForm
{
    public string Name { get; set; } = "";

    public long TemplateId { get; set; }

    public CronForm When { get; set; } = CronForm.Nightly;

    /// <summary>In the chosen zone; for a schedule that runs once.</summary>
    public DateTime OnceAt { get; set; } = DateTime.Today.AddDays(1).AddHours(2);

    public string TimeZone { get; set; } = ScheduleZones.Own;

    public OverlapPolicy Overlap { get; set; }

    public MissedRunPolicy MissedRuns { get; set; }

    public bool WatchesFolder { get; set; }

    public string Folder { get; set; } = "";

    public ReadFilePolicy ReadFiles { get; set; }

    public static ScheduleForm Of(ScheduleDraft draft)
    {
        ArgumentNullException.ThrowIfNull(draft);
        var form = new ScheduleForm
        {
            Name = draft.Name,
            TemplateId = draft.TemplateId,
            When = CronForm.Of(draft.Cron),
            TimeZone = draft.TimeZone,
            Overlap = draft.Overlap,
            MissedRuns = draft.MissedRuns,
            WatchesFolder = draft.Folder is not null,
            Folder = draft.Folder ?? "",
            ReadFiles = draft.ReadFiles,
        };
        if (draft.OnceAt is { } once)
            form.OnceAt = ScheduleZones.In(once, draft.TimeZone).DateTime;
        return form;
    }

    public ScheduleDraft ToDraft() => new(
        Name,
        TemplateId,
        When.Cron,
        When.Kind is CronKind.Once ? Moment() : null,
        TimeZone,
        Overlap,
        MissedRuns,
        WatchesFolder ? Folder.Trim() : null,
        ReadFiles);

    /// <summary>A time that clocks leave out is taken as if they had not gone forward yet; one that comes twice as its first.</summary>
    private DateTimeOffset Moment()
    {
        var zone = TimeZoneInfo.TryFindSystemTimeZoneById(TimeZone, out var known) ? known : TimeZoneInfo.Utc;
        var offset = zone.IsAmbiguousTime(OnceAt) ? zone.GetAmbiguousTimeOffsets(OnceAt).Max() : zone.GetUtcOffset(OnceAt);
        return new DateTimeOffset(DateTime.SpecifyKind(OnceAt, DateTimeKind.Unspecified), offset);
    }

    public static string Text(DateTime moment) => moment.ToString("yyyy-MM-ddTHH:mm", CultureInfo.InvariantCulture);
}
