using BatchGen.Batches.Data;
using BatchGen.Batches.Tests.Testing;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace BatchGen.Batches.Tests.Data;

public sealed class DatabaseFailureTests
{
    /// <summary>What holds the database on each: SQLite's one write lock, a table's on PostgreSQL.</summary>
    [Theory]
    [InlineData(StorageProvider.Sqlite, "UPDATE \"KeptAnswers\" SET \"Id\" = \"Id\" WHERE 1 = 0")]
    [InlineData(StorageProvider.PostgreSql, "LOCK TABLE \"KeptAnswers\" IN ACCESS EXCLUSIVE MODE")]
    public async Task TryWrite_SaysThatItIsLocked_WhileAnotherWriterHoldsIt(StorageProvider provider, string hold)
    {
        await using var house = await BatchHouse.CreateAsync(provider);
        await using var db = await house.OpenAsync();
        await db.TryWriteAsync(TimeSpan.FromSeconds(1), CancellationToken.None);

        await using (var other = await house.OpenAsync())
        {
            await using var transaction = await other.Database.BeginTransactionAsync();
            await other.Database.ExecuteSqlRawAsync(hold);

            var failure = await Assert.ThrowsAnyAsync<Exception>(() => db.TryWriteAsync(TimeSpan.FromSeconds(1), CancellationToken.None));

            Assert.Equal("database_locked", DatabaseFailure.Of(failure)?.Code);
        }

        await db.TryWriteAsync(TimeSpan.FromSeconds(1), CancellationToken.None);
    }

    [Theory]
    [InlineData(5, "database_locked")]
    [InlineData(6, "database_locked")]
    [InlineData(8, "database_unavailable")]
    [InlineData(13, "database_unavailable")]
    [InlineData(14, "database_unavailable")]
    [InlineData(19, null)]
    public void Of_KnowsTheDatabasesOwnFaults_HoweverDeepTheyAre(int sqliteCode, string? expected) =>
        Assert.Equal(
            expected,
            DatabaseFailure.Of(new InvalidOperationException("outer", new DbUpdateException("middle", new SqliteException("inner", sqliteCode))))?.Code);

    [Fact]
    public void Of_IsNull_ForEverythingElse() => Assert.Null(DatabaseFailure.Of(new TimeoutException()));
}
