using BatchGen.Batches.Data;

namespace BatchGen.Batches.Usage;

/// <param name="Total">Of everything, once: not the sum of rows by label.</param>
/// <param name="Rows">By day, then by name.</param>
public sealed record UsageReport(UsageQuestion Question, UsageAmounts Total, IReadOnlyList<UsageRow> Rows);

/// <summary>One sum.</summary>
public sealed record UsageRow(UsageGroup Group, UsageAmounts Amounts);

/// <summary>What a sum is of. What was not asked for is null; "" is none: no sign-in, no key, no label.</summary>
public sealed record UsageGroup
{
    public DateOnly? Day { get; init; }

    public long? UserId { get; init; }

    public string? User { get; init; }

    public long? KeyId { get; init; }

    /// <summary>Its name and, since names repeat, its first characters.</summary>
    public string? Key { get; init; }

    public string? Model { get; init; }

    public string? Label { get; init; }

    public WorkSource? Source { get; init; }
}
