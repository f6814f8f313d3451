using BatchGen.Batches.Data;
using Microsoft.EntityFrameworkCore;

namespace BatchGen.Benchmarks.Pages;

/// <summary>
/// Years of use, made by SQL inside the database: 100,000 batches with labels and words to find them by, and 1,000,000
/// items with answers; the newest batch alone has 20,000 of them.
/// </summary>
internal static class PageSeed
{
    public const int Batches = 100_000;
    public const int ItemsOfTheLargest = 20_000;
    public const long Owner = 1;
    public const string Largest = "batch_seed100000";

    // Ten items each for the oldest 98,000 and 20,000 for the newest are a million.
    private const string Sql = """
        INSERT INTO "Users" ("Id", "UserName", "NormalizedUserName", "LockoutEnabled", "AccessFailedCount", "Role", "IsDisabled", "CreatedAt")
          SELECT value, 'user' || value, 'USER' || value, 0, 0, 'Submitter', 0, 0 FROM json_each('[1,2,3]');
        INSERT INTO "Templates" ("Name", "SettingsJson", "ChangedAt", "ChangedBy") VALUES ('seed', '{}', 0, 'seed');
        INSERT INTO "Schedules" ("Name", "TemplateId", "Cron", "TimeZone", "Overlap", "MissedRuns", "ReadFiles", "IsEnabled", "CreatedAt", "CreatedBy")
          SELECT 'Nightly ' || value, (SELECT MAX("Id") FROM "Templates"), '0 2 * * *', 'UTC', 'Skip', 'RunOnce', 'Move', 0, 0, 'seed' FROM json_each('[1,2,3,4,5]');
        WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000)
        INSERT INTO "Batches" ("PublicId", "Name", "ModelPath", "Endpoint", "State", "Priority", "SettingsJson", "CreatedAt", "StartedAt", "FinishedAt", "DurationMs",
            "TotalItems", "SucceededItems", "FailedItems", "CancelledItems", "PromptTokens", "CompletionTokens", "Revision", "ScheduleId", "OwnerId",
            "SubmittedTokens", "FlaggedItems", "EmptyItems", "TruncatedItems", "DegenerateItems", "NoCodeItems", "SyntaxErrorItems", "CodeChangedItems")
          SELECT 'batch_seed' || i,
            CASE i % 5 WHEN 0 THEN 'Nightly refactoring ' WHEN 1 THEN 'Unit tests for module ' WHEN 2 THEN 'Comments for file ' WHEN 3 THEN 'Translate report ' ELSE 'Review of change ' END || i,
            '/models/codegeex4.gguf', '/v1/chat/completions',
            CASE WHEN i > 99990 THEN 'Running' WHEN i > 99900 THEN 'Queued' WHEN i % 1000 = 0 THEN 'Failed' WHEN i % 97 = 0 THEN 'Cancelled' ELSE 'Completed' END,
            i % 3 - 1, '{"sampling":{}}', 638000000000000000 + i * 600000000, 638000000000000000 + i * 600000000,
            CASE WHEN i > 99900 THEN NULL ELSE 638000000000000000 + i * 600000000 + i % 7919 * 10000000 END, CASE WHEN i > 99900 THEN 0 ELSE i % 7919 * 1000 END,
            CASE WHEN i = 100000 THEN 20000 ELSE 10 END, CASE WHEN i > 99900 THEN i % 10 ELSE 9 + (i % 1000 <> 0) * (i % 97 <> 0) END,
            (i <= 99900 AND i % 1000 = 0), (i <= 99900 AND i % 1000 <> 0 AND i % 97 = 0), 1000, 2000, 1, CASE WHEN i % 5 = 0 THEN i % 3 + 1 END, i % 3 + 1,
            1000, 0, 0, 0, 0, 0, 0, 0 FROM n;
        INSERT INTO "BatchLabels" ("BatchId", "Label") SELECT "Id", 'team-' || "Id" % 20 FROM "Batches";
        INSERT INTO "BatchLabels" ("BatchId", "Label") SELECT "Id", 'nightly' FROM "Batches" WHERE "Id" % 5 = 0;
        INSERT INTO "BatchLabels" ("BatchId", "Label") SELECT "Id", 'rare' FROM "Batches" WHERE "Id" % 20000 = 17;
        INSERT INTO "BatchWords" ("BatchId", "Word") SELECT "Batches"."Id", value FROM "Batches", json_each('["' || REPLACE(LOWER("Name"), ' ', '","') || '"]');
        INSERT INTO "BatchWords" ("BatchId", "Word") SELECT "Id", 'seed' || "Id" FROM "Batches";
        WITH RECURSIVE k(j) AS (SELECT 0 UNION ALL SELECT j + 1 FROM k WHERE j < 9)
        INSERT INTO "Items" ("BatchId", "Ordinal", "CustomId", "LineNumber", "State", "Attempts", "EngineLosses", "PromptTokens", "CompletionTokens", "FinishReason", "Flags", "Parts", "QualityRetries", "RequestJson")
          SELECT b."Id", j, 'item-' || j, j + 1, 'Succeeded', 1, 0, 100, 200, 'stop', 0, 0, 0, '{"messages":[{"role":"user","content":"' || hex(zeroblob(100)) || '"}]}'
          FROM "Batches" b, k WHERE b."Id" <= 98000;
        WITH RECURSIVE k(j) AS (SELECT 0 UNION ALL SELECT j + 1 FROM k WHERE j < 19999)
        INSERT INTO "Items" ("BatchId", "Ordinal", "CustomId", "LineNumber", "State", "Attempts", "EngineLosses", "PromptTokens", "CompletionTokens", "FinishReason", "Flags", "Parts", "QualityRetries", "RequestJson")
          SELECT 100000, j, 'item-' || j, j + 1, CASE WHEN j % 50 = 0 THEN 'Failed' WHEN j < 15000 THEN 'Succeeded' ELSE 'Pending' END, 1, 0, 100, 200, 'stop', 0, 0, 0,
            '{"messages":[{"role":"user","content":"' || hex(zeroblob(100)) || '"}]}' FROM k;
        INSERT INTO "Results" ("ItemId", "Text", "CachedTokens", "QueuedMs", "PrefillMs", "DecodeMs")
          SELECT "Id", hex(zeroblob(200)), 0, 1, 10, 100 FROM "Items" WHERE "State" = 'Succeeded';
        """;

    public static async Task WriteAsync(IDbContextFactory<BatchGenDbContext> contexts)
    {
        await using var db = await contexts.CreateDbContextAsync();
        await using var connection = db.Database.GetDbConnection();
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = $"BEGIN; {Sql} COMMIT; PRAGMA wal_checkpoint(TRUNCATE);";
        command.CommandTimeout = 0;
        await command.ExecuteNonQueryAsync();
    }
}
