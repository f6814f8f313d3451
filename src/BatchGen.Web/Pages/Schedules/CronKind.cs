namespace BatchGen.Web.Pages.Schedules;

/// <summary>The forms the editor offers.</summary>
public enum CronKind
{
    Daily,
    Weekdays,
    Days,
    Monthly,
    Hourly,
    EveryMinutes,
    Once,
    Cron,
}
