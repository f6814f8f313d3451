using BatchGen.Batches.Data;

namespace BatchGen.Batches.Nights;

/// <summary>Hours that a batch has of its own, in place of the queue's.</summary>
/// <param name="Text">As <see cref="WorkHoursText"/> reads it; empty is at all hours.</param>
/// <param name="TimeZone">Whose clocks they mean, by its IANA name; empty takes the queue's.</param>
public sealed record BatchHours(string Text, string TimeZone)
{
    public static BatchHours Always { get; } = new("", "");

    /// <summary>Why they cannot be read here; null when they can.</summary>
    public WorkHoursException? FindProblem()
    {
        try
        {
            WorkHoursText.Parse(Text, TimeZone);
            return null;
        }
        catch (WorkHoursException problem)
        {
            return problem;
        }
    }

    /// <summary>Null takes the queue's.</summary>
    public static BatchHours? Of(Batch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        return Of(batch.OwnHours, batch.OwnHoursZone);
    }

    /// <summary>As the two columns have it.</summary>
    public static BatchHours? Of(string? text, string? timeZone) => text is null ? null : new BatchHours(text, timeZone ?? "");
}
