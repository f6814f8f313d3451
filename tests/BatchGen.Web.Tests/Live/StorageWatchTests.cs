using BatchGen.Batches.Data;
using BatchGen.Web.Layout;
using BatchGen.Web.Live;
using Bunit;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace BatchGen.Web.Tests.Live;

public sealed class StorageWatchTests : PageTestBase
{
    private StorageWatch Watch => Services.GetRequiredService<StorageWatch>();

    private string Scratch => Path.Combine(Services.GetRequiredService<DataDirectory>().Root, "scratch");

    [Fact]
    public async Task Notice_SaysWhatCannotBeWritten_WhileItCannot()
    {
        var notice = Render<StorageNotice>();
        await Watch.LookAsync(CancellationToken.None);
        Assert.Empty(notice.Markup.Trim());

        // A file in the place of the folder: permissions do not bind root.
        Directory.Delete(Scratch, recursive: true);
        await File.WriteAllTextAsync(Scratch, "");
        await Watch.LookAsync(CancellationToken.None);
        notice.WaitForAssertion(() => Assert.Contains("Nothing can be written to the data directory", notice.Markup, StringComparison.Ordinal));
        Assert.Contains("goes on by itself", notice.Markup, StringComparison.Ordinal);

        File.Delete(Scratch);
        Directory.CreateDirectory(Scratch);
        await Watch.LookAsync(CancellationToken.None);
        notice.WaitForAssertion(() => Assert.Empty(notice.Markup.Trim()));
        Assert.Empty(Directory.GetFiles(Scratch));
    }

    [Fact]
    public async Task Look_NamesTheDatabase_WhileAnotherProgramHoldsIt()
    {
        await using var db = await Services.GetRequiredService<IDbContextFactory<BatchGenDbContext>>().CreateDbContextAsync();
        await using var other = new SqliteConnection(new SqliteConnectionStringBuilder(db.Database.GetConnectionString()) { Pooling = false }.ConnectionString);
        await other.OpenAsync();
        await using (var hold = other.BeginTransaction(deferred: false))
        {
            await Watch.LookAsync(CancellationToken.None);
            Assert.Contains("The database is locked", Assert.Single(Watch.Problems).ToString(), StringComparison.Ordinal);
        }

        await Watch.LookAsync(CancellationToken.None);
        Assert.Empty(Watch.Problems);
    }
}
