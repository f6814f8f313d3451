namespace BatchGen.Web.Pages.Schedules;

/// <summary>Time zones by their IANA names.</summary>
internal static class ScheduleZones
{
    private static readonly Lazy<IReadOnlyList<string>> Names = new(() =>
    [
        .. TimeZoneInfo.GetSystemTimeZones()
            .Select(zone => zone.Id)
            .Where(id => id == "UTC" || (id.Contains('/', StringComparison.Ordinal) && !id.StartsWith("Etc/", StringComparison.Ordinal)))
            .Order(StringComparer.Ordinal),
    ]);

    public static IReadOnlyList<string> All => Names.Value;

    /// <summary>The server's own: schedules are for its nights.</summary>
    public static string Own => TimeZoneInfo.Local.HasIanaId ? TimeZoneInfo.Local.Id : "UTC";

    /// <summary>UTC where this machine does not know the zone.</summary>
    public static DateTimeOffset In(DateTimeOffset moment, string zone) =>
        TimeZoneInfo.ConvertTime(moment, TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var known) ? known : TimeZoneInfo.Utc);
}
