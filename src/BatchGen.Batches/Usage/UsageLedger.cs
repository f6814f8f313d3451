using BatchGen.Batches.Data;
using Microsoft.EntityFrameworkCore;

namespace BatchGen.Batches.Usage;

/// <summary>
/// Adds to the day's sums, inside the transaction that gives the items their end: what is rolled back was not used, what is committed is
/// counted once. One row a call, and the last thing a transaction does: on PostgreSQL batches of one user and model wait for each other
/// there, for as long as a commit takes, and who holds that row waits for nobody.
/// </summary>
internal static class UsageLedger
{
    /// <summary>To the sums of whoever submitted the batch, under the labels it has now. The batch's row must be held.</summary>
    /// <param name="modelPath">Of the model that it was used of.</param>
    public static async Task AddUsageAsync(
        this BatchGenDbContext db, Batch batch, string modelPath, UsageAmounts amounts, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (amounts == UsageAmounts.None)
            return;
        var labels = await db.BatchLabels.Where(label => label.BatchId == batch.Id).Select(label => label.Label).ToListAsync(cancellationToken);
        labels.Sort(StringComparer.Ordinal);
        var account = new UsageAccount(batch.OwnerId, batch.ApiKeyId, WorkSource.Batch, modelPath)
        {
            Labels = string.Join(UsageDay.LabelSeparator, labels),
        };
        await db.AddUsageAsync(account, amounts, now, cancellationToken);
    }

    public static Task AddUsageAsync(
        this BatchGenDbContext db, UsageAccount account, UsageAmounts amounts, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (amounts == UsageAmounts.None)
            return Task.CompletedTask;
        var day = DateOnly.FromDateTime(now.UtcDateTime);
        var source = account.Source.ToString();
        return db.Database.ExecuteSqlAsync(
            $"""
             INSERT INTO "UsageDays" (
                 "Day", "UserId", "ApiKeyId", "Source", "Model", "Labels",
                 "SucceededItems", "FailedItems", "CancelledItems", "PromptTokens", "CachedTokens", "GeneratedTokens", "EngineMs")
             VALUES (
                 {day}, {account.UserId ?? 0}, {account.ApiKeyId ?? 0}, {source}, {account.Model}, {account.Labels},
                 {amounts.SucceededItems}, {amounts.FailedItems}, {amounts.CancelledItems},
                 {amounts.PromptTokens}, {amounts.CachedTokens}, {amounts.GeneratedTokens}, {amounts.EngineMs})
             ON CONFLICT ("Day", "UserId", "ApiKeyId", "Source", "Model", "Labels") DO UPDATE SET
                 "SucceededItems" = "UsageDays"."SucceededItems" + excluded."SucceededItems",
                 "FailedItems" = "UsageDays"."FailedItems" + excluded."FailedItems",
                 "CancelledItems" = "UsageDays"."CancelledItems" + excluded."CancelledItems",
                 "PromptTokens" = "UsageDays"."PromptTokens" + excluded."PromptTokens",
                 "CachedTokens" = "UsageDays"."CachedTokens" + excluded."CachedTokens",
                 "GeneratedTokens" = "UsageDays"."GeneratedTokens" + excluded."GeneratedTokens",
                 "EngineMs" = "UsageDays"."EngineMs" + excluded."EngineMs"
             """,
            cancellationToken);
    }
}

/// <summary>Whose sums are added to.</summary>
/// <param name="UserId">Null without sign-in.</param>
/// <param name="ApiKeyId">Null in the browser.</param>
internal sealed record UsageAccount(long? UserId, long? ApiKeyId, WorkSource Source, string ModelPath)
{
    public string Labels { get; init; } = "";

    public string Model => Path.GetFileNameWithoutExtension(ModelPath) is var name && name.Length > UsageDay.MaxModelLength
        ? name[..UsageDay.MaxModelLength]
        : name;
}
