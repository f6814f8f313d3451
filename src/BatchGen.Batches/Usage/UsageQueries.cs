using BatchGen.Batches.Data;
using Microsoft.EntityFrameworkCore;

namespace BatchGen.Batches.Usage;

/// <summary>Reads the sums of use.</summary>
public sealed class UsageQueries(IDbContextFactory<BatchGenDbContext> contexts)
{
    /// <summary>Goes through the period's rows once, which are small and kept by day already, and keeps what was asked for.</summary>
    public async Task<UsageReport> ReadAsync(UsageQuestion question, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(question);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var names = await UsageNames.ReadAsync(db, question.By, cancellationToken);
        var total = UsageAmounts.None;
        var sums = new Dictionary<UsageGroup, UsageAmounts>();
        await foreach (var day in Asked(db, question).AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            var amounts = AmountsOf(day);
            total = total.Plus(amounts);
            foreach (var label in LabelsOf(question, day))
            {
                var group = GroupOf(question, day, label, names);
                sums[group] = sums.GetValueOrDefault(group, UsageAmounts.None).Plus(amounts);
            }
        }

        return new UsageReport(question, total, InOrder(sums));
    }

    private static IQueryable<UsageDay> Asked(BatchGenDbContext db, UsageQuestion question)
    {
        var (from, to) = (question.From, question.To);
        var days = db.UsageDays.AsNoTracking().Where(usage => usage.Day >= from && usage.Day <= to);
        return question.UserId is { } user ? days.Where(usage => usage.UserId == user) : days;
    }

    private static UsageAmounts AmountsOf(UsageDay day) => new(
        day.SucceededItems, day.FailedItems, day.CancelledItems, day.PromptTokens, day.CachedTokens, day.GeneratedTokens, day.EngineMs);

    private static string[] LabelsOf(UsageQuestion question, UsageDay day) =>
        question.By.Contains(UsageDimension.Label) ? day.Labels.Split(UsageDay.LabelSeparator) : [""];

    private static UsageGroup GroupOf(UsageQuestion question, UsageDay day, string label, UsageNames names)
    {
        var by = question.By;
        return new UsageGroup
        {
            Day = by.Contains(UsageDimension.Day) ? day.Day : null,
            UserId = by.Contains(UsageDimension.User) ? day.UserId : null,
            User = by.Contains(UsageDimension.User) ? names.OfUser(day.UserId) : null,
            KeyId = by.Contains(UsageDimension.Key) ? day.ApiKeyId : null,
            Key = by.Contains(UsageDimension.Key) ? names.OfKey(day.ApiKeyId) : null,
            Model = by.Contains(UsageDimension.Model) ? day.Model : null,
            Label = by.Contains(UsageDimension.Label) ? label : null,
            Source = by.Contains(UsageDimension.Source) ? day.Source : null,
        };
    }

    private static List<UsageRow> InOrder(Dictionary<UsageGroup, UsageAmounts> sums) =>
    [
        .. sums.Select(sum => new UsageRow(sum.Key, sum.Value))
            .OrderBy(row => row.Group.Day)
            .ThenBy(row => row.Group.User, StringComparer.Ordinal)
            .ThenBy(row => row.Group.Key, StringComparer.Ordinal)
            .ThenBy(row => row.Group.Model, StringComparer.Ordinal)
            .ThenBy(row => row.Group.Label, StringComparer.Ordinal)
            .ThenBy(row => row.Group.Source),
    ];
}

/// <summary>What users and keys are called now; what is no longer there is called by its number.</summary>
internal sealed record UsageNames(IReadOnlyDictionary<long, string> Users, IReadOnlyDictionary<long, string> Keys)
{
    public static async Task<UsageNames> ReadAsync(BatchGenDbContext db, IReadOnlySet<UsageDimension> by, CancellationToken cancellationToken)
    {
        var users = by.Contains(UsageDimension.User)
            ? await db.Users.ToDictionaryAsync(user => user.Id, user => user.UserName!, cancellationToken)
            : [];
        var keys = by.Contains(UsageDimension.Key)
            ? await db.ApiKeys.ToDictionaryAsync(key => key.Id, key => $"{key.Name} ({key.Prefix}…)", cancellationToken)
            : [];
        return new UsageNames(users, keys);
    }

    public string OfUser(long id) => Of(Users, id);

    public string OfKey(long id) => Of(Keys, id);

    private static string Of(IReadOnlyDictionary<long, string> names, long id) =>
        id == 0 ? "" : names.GetValueOrDefault(id) ?? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"#{id}");
}
