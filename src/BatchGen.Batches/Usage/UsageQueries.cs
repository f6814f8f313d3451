using BatchGen.Batches.Data;
using Microsoft.EntityFrameworkCore;

namespace BatchGen.Batches.Usage;

/// <summary>Reads the sums of use.</summary>
public sealed class UsageQueries(IDbContextFactory<BatchGenDbContext> contexts)
{
    public async Task<UsageReport> ReadAsync(UsageQuestion question, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(question);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var sums = await SumAsync(db, question, cancellationToken);
        var names = await UsageNames.ReadAsync(db, question.By, cancellationToken);
        var rows = sums
            .SelectMany(sum => LabelsOf(question, sum).Select(label => new UsageRow(GroupOf(question, sum, label, names), sum.Amounts)))
            .GroupBy(row => row.Group)
            .Select(rows => new UsageRow(rows.Key, rows.Select(row => row.Amounts).Aggregate(UsageAmounts.None, (all, one) => all.Plus(one))))
            .OrderBy(row => row.Group.Day)
            .ThenBy(row => row.Group.User, StringComparer.Ordinal)
            .ThenBy(row => row.Group.Key, StringComparer.Ordinal)
            .ThenBy(row => row.Group.Model, StringComparer.Ordinal)
            .ThenBy(row => row.Group.Label, StringComparer.Ordinal)
            .ThenBy(row => row.Group.Source)
            .ToList();
        return new UsageReport(question, sums.Aggregate(UsageAmounts.None, (all, one) => all.Plus(one.Amounts)), rows);
    }

    /// <summary>Summed by the database: what is not asked for is the same in every row it groups.</summary>
    private static async Task<List<UsageSum>> SumAsync(BatchGenDbContext db, UsageQuestion question, CancellationToken cancellationToken)
    {
        var (from, to, by) = (question.From, question.To, question.By);
        var (day, user, key) = (by.Contains(UsageDimension.Day), by.Contains(UsageDimension.User), by.Contains(UsageDimension.Key));
        var (model, labels, source) = (by.Contains(UsageDimension.Model), by.Contains(UsageDimension.Label), by.Contains(UsageDimension.Source));
        return await db.UsageDays
            .Where(usage => usage.Day >= from && usage.Day <= to)
            .Where(usage => question.UserId == null || usage.UserId == question.UserId)
            .GroupBy(usage => new
            {
                Day = day ? usage.Day : from,
                UserId = user ? usage.UserId : 0,
                ApiKeyId = key ? usage.ApiKeyId : 0,
                Model = model ? usage.Model : "",
                Labels = labels ? usage.Labels : "",
                Source = source ? usage.Source : WorkSource.Batch,
            })
            .Select(group => new UsageSum(
                group.Key.Day,
                group.Key.UserId,
                group.Key.ApiKeyId,
                group.Key.Model,
                group.Key.Labels,
                group.Key.Source,
                new UsageAmounts(
                    group.Sum(usage => usage.SucceededItems),
                    group.Sum(usage => usage.FailedItems),
                    group.Sum(usage => usage.CancelledItems),
                    group.Sum(usage => usage.PromptTokens),
                    group.Sum(usage => usage.CachedTokens),
                    group.Sum(usage => usage.GeneratedTokens),
                    group.Sum(usage => usage.EngineMs))))
            .ToListAsync(cancellationToken);
    }

    private static string[] LabelsOf(UsageQuestion question, UsageSum sum) =>
        question.By.Contains(UsageDimension.Label) ? sum.Labels.Split(UsageDay.LabelSeparator) : [""];

    private static UsageGroup GroupOf(UsageQuestion question, UsageSum sum, string label, UsageNames names)
    {
        var by = question.By;
        return new UsageGroup
        {
            Day = by.Contains(UsageDimension.Day) ? sum.Day : null,
            UserId = by.Contains(UsageDimension.User) ? sum.UserId : null,
            User = by.Contains(UsageDimension.User) ? names.OfUser(sum.UserId) : null,
            KeyId = by.Contains(UsageDimension.Key) ? sum.ApiKeyId : null,
            Key = by.Contains(UsageDimension.Key) ? names.OfKey(sum.ApiKeyId) : null,
            Model = by.Contains(UsageDimension.Model) ? sum.Model : null,
            Label = by.Contains(UsageDimension.Label) ? label : null,
            Source = by.Contains(UsageDimension.Source) ? sum.Source : null,
        };
    }
}

/// <summary>A sum as the database gives it.</summary>
internal sealed record UsageSum(DateOnly Day, long UserId, long ApiKeyId, string Model, string Labels, WorkSource Source, UsageAmounts Amounts);

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
