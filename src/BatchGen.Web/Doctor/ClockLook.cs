using System.Globalization;
using BatchGen.Batches.Data;

namespace BatchGen.Web.Doctor;

/// <summary>
/// This machine's clock against the database's, and whether its time zone is known. Stands behind the database, which was asked for the time.
/// </summary>
/// <param name="ahead">How far this machine's clock is ahead of the database's.</param>
internal sealed class ClockLook(MachineClock machine, Func<TimeSpan> ahead) : ILook
{
    private const string ZoneVariable = "TZ";

    public string Name => "clock";

    public Task<IReadOnlyList<Finding>> LookAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<Finding> findings = [Clock(), Zone(Environment.GetEnvironmentVariable(ZoneVariable), TimeZoneInfo.GetSystemTimeZones().Count)];
        return Task.FromResult(findings);
    }

    /// <param name="said">The variable TZ.</param>
    /// <param name="known">How many zones the system knows.</param>
    internal Finding Zone(string? said, int known)
    {
        if (known <= 1)
            return Finding.Warning(Name, "This system knows no time zones, so schedules can only be in UTC.", "Install tzdata.");
        var name = said?.TrimStart(':');
        return !string.IsNullOrEmpty(name) && !Path.IsPathRooted(name) && !TimeZoneInfo.TryFindSystemTimeZoneById(name, out _)
            ? Finding.Warning(
                Name, $"The time zone '{name}' of the environment variable {ZoneVariable} is not known, so UTC is used.", "Give one such as Europe/Berlin.")
            : Finding.Ok(Name, $"The time zone is {machine.Time.LocalTimeZone.Id}.");
    }

    private Finding Clock()
    {
        var now = machine.Time.GetUtcNow().ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
        var difference = ahead();
        return difference.Duration() >= DatabaseTime.Remarkable
            ? Finding.Warning(
                Name,
                $"This machine says {now} UTC, and the database's clock differs by {difference.Duration():d\\.hh\\:mm\\:ss}; the database's is used.",
                "Set this machine's clock (NTP).")
            : Finding.Ok(Name, $"It is {now} UTC.");
    }
}
