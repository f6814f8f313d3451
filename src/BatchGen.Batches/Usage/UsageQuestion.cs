namespace BatchGen.Batches.Usage;

/// <summary>What is asked about use.</summary>
/// <param name="From">The first day, by UTC.</param>
/// <param name="To">The last day, by UTC; included.</param>
/// <param name="By">What sums are kept apart by; empty asks for one sum of everything.</param>
/// <param name="UserId">Whose; null is everybody's.</param>
public sealed record UsageQuestion(DateOnly From, DateOnly To, IReadOnlySet<UsageDimension> By, long? UserId = null)
{
    /// <summary>Ten years: more than anybody reads at once.</summary>
    public const int MostDays = 3_660;

    public int Days => To.DayNumber - From.DayNumber + 1;
}

/// <summary>What sums can be kept apart by.</summary>
public enum UsageDimension
{
    Day,
    User,
    Key,
    Model,

    /// <summary>What has several labels counts under each of them: these sums may be more than the whole.</summary>
    Label,

    /// <summary>Batches apart from live requests.</summary>
    Source,
}
