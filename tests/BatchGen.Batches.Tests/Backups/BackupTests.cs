using System.IO.Compression;
using BatchGen.Batches.Backups;
using BatchGen.Batches.Data;
using BatchGen.Batches.Results;
using BatchGen.Batches.Tests.Testing;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace BatchGen.Batches.Tests.Backups;

public sealed class BackupTests : IDisposable
{
    private readonly ScratchFolder _folder = new();

    private string Copies => Path.Combine(_folder.Path, "copies");

    private string Restored => Path.Combine(_folder.Path, "restored");

    [Fact]
    public async Task Restore_GivesBackBatchesAndFiles_CopiedWhileWorkRan()
    {
        await using var house = await BatchHouse.CreateAsync();
        var done = await house.SubmitPromptsAsync("a", "b");
        await house.RunJobsAsync();
        var open = await house.SubmitPromptsAsync("c");
        var lines = await house.ReadFileAsync(done, ResultFileKind.Output);

        Backup made;
        await using (var writing = await house.OpenAsync())
        {
            // Somebody is in the middle of writing: what is committed is copied, the rest is not, and nobody waits.
            await using var transaction = await writing.Database.BeginTransactionAsync();
            await writing.Batches.Where(batch => batch.PublicId == open).ExecuteUpdateAsync(set => set.SetProperty(batch => batch.Name, "half"));
            made = await WriterOf(house).WriteAsync(Copies, keep: null, CancellationToken.None);
        }

        var manifest = await BackupReader.RestoreAsync(made.Path, Restored, CancellationToken.None);
        Assert.True(manifest.HasDatabase);
        Assert.Empty(manifest.Missing);
        await using var again = await BatchHouse.CreateAsync(settings: ("Storage:DataDirectory", Restored));
        Assert.Equal((BatchState.Completed, 2), ((await again.GetBatchAsync(done)).State, (await again.GetBatchAsync(done)).SucceededItems));
        Assert.Equal(lines, await again.ReadFileAsync(done, ResultFileKind.Output));
        Assert.NotEqual("half", (await again.GetBatchAsync(open)).Name);
        await again.SweepAsync();
        await again.RunJobsAsync();
        Assert.Equal(BatchState.Completed, (await again.GetBatchAsync(open)).State);
    }

    [Fact]
    public async Task Write_MakesFilesOnlyTheirOwnerCanRead_AndKeepsSoMany()
    {
        await using var house = await BatchHouse.CreateAsync();
        Directory.CreateDirectory(Copies);
        foreach (var older in new[] { "batchgen-20200101-000000.zip", "batchgen-20200102-000000.zip", "mine.zip" })
            await File.WriteAllTextAsync(Path.Combine(Copies, older), "");

        var made = await WriterOf(house).WriteAsync(Copies, keep: 2, CancellationToken.None);

        Assert.Equal(
            ["batchgen-20200102-000000.zip", Path.GetFileName(made.Path), "mine.zip"],
            Directory.EnumerateFiles(Copies).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(made.Path));
    }

    [Fact]
    public async Task Write_KeepsNoCopy_WhenTheDatabaseIsDamaged()
    {
        await using var house = await BatchHouse.CreateAsync();
        await house.SubmitPromptsAsync([.. Enumerable.Range(0, 500).Select(i => $"prompt {i}")]);
        await using (var db = await house.OpenAsync())
            await db.Database.ExecuteSqlRawAsync("PRAGMA wal_checkpoint(TRUNCATE)");
        SqliteConnection.ClearAllPools();
        await using (var file = new FileStream(Path.Combine(house.DataDirectory, "batchgen.db"), FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
        {
            // Pages in the middle, as a dying disk loses them.
            file.Position = file.Length / 2;
            await file.WriteAsync(Enumerable.Repeat((byte)0xA5, 64 * 1024).ToArray());
        }

        var refusal = await Assert.ThrowsAsync<BackupException>(() => WriterOf(house).WriteAsync(Copies, keep: null, CancellationToken.None));

        Assert.Equal("database_damaged", refusal.Code);
        Assert.Empty(Directory.EnumerateFiles(Copies));
    }

    [Theory]
    [InlineData("not a zip", null, "restore_failed")]
    [InlineData(null, "../outside.txt", "restore_failed")]
    [InlineData(null, "batchgen.db", "database_damaged")]
    [InlineData(null, null, "backup_unreadable")]
    public async Task Restore_LeavesNothingBehind_WhenTheFileIsNoGoodCopy(string? text, string? entry, string code)
    {
        var path = Path.Combine(_folder.Path, "copy.zip");
        if (text is not null)
            await File.WriteAllTextAsync(path, text);
        else
            WriteArchive(path, entry);

        var refusal = await Assert.ThrowsAsync<BackupException>(() => BackupReader.RestoreAsync(path, Restored, CancellationToken.None));

        Assert.Equal(code, refusal.Code);
        Assert.False(Directory.Exists(Restored));
        Assert.False(File.Exists(Path.Combine(_folder.Path, "outside.txt")));
    }

    [Fact]
    public async Task Restore_WritesOverNothing_WhenTheFolderIsInUse()
    {
        Directory.CreateDirectory(Restored);
        await File.WriteAllTextAsync(Path.Combine(Restored, "kept"), "");

        var refusal = await Assert.ThrowsAsync<BackupException>(() => BackupReader.RestoreAsync("any.zip", Restored, CancellationToken.None));

        Assert.Equal("data_directory_not_empty", refusal.Code);
        Assert.True(File.Exists(Path.Combine(Restored, "kept")));
    }

    public void Dispose() => _folder.Dispose();

    private static BackupWriter WriterOf(BatchHouse house) => house.Services.GetRequiredService<BackupWriter>();

    private static void WriteArchive(string path, string? name)
    {
        using var archive = ZipFile.Open(path, ZipArchiveMode.Create);
        if (name is null)
            return;
        BackupArchive.WriteManifest(archive, new BackupManifest(BackupManifest.PresentFormat, DateTimeOffset.UnixEpoch, HasDatabase: true, 1, []));
        using var writer = new StreamWriter(archive.CreateEntry(name).Open());
        writer.Write("no database");
    }
}
