using BatchGen.Batches.Data;
using BatchGen.Batches.Files;
using BatchGen.Batches.Requests;
using BatchGen.Batches.Tests.Orders;
using BatchGen.Batches.Tests.Testing;
using Microsoft.EntityFrameworkCore;

namespace BatchGen.Batches.Tests.Files;

public sealed class FileStoreTests
{
    [Theory]
    [InlineData("Submission:MaxFileBytes", "5", "file_too_large")]
    [InlineData("Submission:MaxLineBytes", "3", "line_too_long")]
    [InlineData("Submission:MaxItems", "1", "too_many_items")]
    public async Task Receive_RefusesAndLeavesNothingBehind_WhenALimitIsPassed(string key, string value, string code)
    {
        await using var house = await BatchHouse.CreateAsync(settings: (key, value));
        var files = new OrderHouse(house).Files;

        var refusal = await Assert.ThrowsAsync<RequestRefusedException>(() =>
            files.ReceiveAsync(new MemoryStream("aaaa\nbbbb\ncccc"u8.ToArray()), CancellationToken.None));

        Assert.Equal(code, refusal.Code);
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(house.DataDirectory, "scratch")));
    }

    [Fact]
    public async Task Receive_StopsReading_WhenAnUploadNeverEnds()
    {
        await using var house = await BatchHouse.CreateAsync(settings: ("Submission:MaxFileBytes", "300000"));
        var endless = new EndlessStream();

        await Assert.ThrowsAsync<RequestRefusedException>(() => new OrderHouse(house).Files.ReceiveAsync(endless, CancellationToken.None));

        Assert.InRange(endless.BytesRead, 300_001, 500_000);
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(house.DataDirectory, "scratch")));
    }

    [Theory]
    [InlineData("../../etc/passwd", "passwd")]
    [InlineData("C:\\in\\a.jsonl", "a.jsonl")]
    [InlineData("\u0007", "upload.jsonl")]
    public async Task Keep_NeverTakesAPathFromAName(string name, string kept)
    {
        await using var house = await BatchHouse.CreateAsync();
        var files = new OrderHouse(house).Files;
        using var received = await files.ReceiveAsync(new MemoryStream("x"u8.ToArray()), CancellationToken.None);

        var file = await files.KeepAsync(received, new NewFile(name, FilePurposes.Batch, null), CancellationToken.None);

        Assert.Equal(kept, file.FileName);
        Assert.Equal([Path.Combine(house.DataDirectory, "files", file.PublicId)], Directory.EnumerateFiles(Path.Combine(house.DataDirectory, "files")));
    }

    [Fact]
    public async Task List_PagesThroughAllInBothDirections()
    {
        await using var house = await BatchHouse.CreateAsync();
        var orders = new OrderHouse(house);
        List<string> made = [];
        for (var i = 0; i < 5; i++)
            made.Add((await orders.UploadAsync($"file {i}")).PublicId);

        Assert.Equal(made, await ReadAllAsync(orders.Files, oldestFirst: true));
        Assert.Equal(made.AsEnumerable().Reverse(), await ReadAllAsync(orders.Files, oldestFirst: false));
    }

    [Theory]
    [InlineData(StorageProvider.Sqlite, false)]
    [InlineData(StorageProvider.Sqlite, true)]
    [InlineData(StorageProvider.PostgreSql, false)]
    [InlineData(StorageProvider.PostgreSql, true)]
    public async Task List_GivesEveryFileOnce_WhileTheLastSeenAreDeletedAndNewOnesCome(StorageProvider provider, bool oldestFirst)
    {
        await using var house = await BatchHouse.CreateAsync(provider);
        var orders = new OrderHouse(house);
        List<string> made = [];
        for (var i = 0; i < 9; i++)
            made.Add((await orders.UploadAsync($"file {i}")).PublicId);

        List<string> seen = [];
        FilePage page;
        do
        {
            page = await orders.Files.ListAsync(new FileFilter(null, seen.Count == 0 ? null : seen[^1], 2, oldestFirst), CancellationToken.None);
            seen.AddRange(page.Files.Select(file => file.PublicId));
            await orders.Files.DeleteAsync(seen[^1], CancellationToken.None);
            if (seen.Count < 6)
                await orders.UploadAsync("comes while somebody reads");
        }
        while (page.HasMore);

        var read = seen.Where(made.Contains).ToList();
        Assert.Equal(oldestFirst ? made : made.AsEnumerable().Reverse(), read);
        Assert.Equal(seen.Count, seen.Distinct().Count());
    }

    [Fact]
    public async Task List_Refuses_AnIdThatNoListHasGiven()
    {
        await using var house = await BatchHouse.CreateAsync();

        var refusal = await Assert.ThrowsAsync<RequestRefusedException>(
            () => new OrderHouse(house).Files.ListAsync(new FileFilter(null, "file-x", 2, false), CancellationToken.None));

        Assert.Equal("unknown_after", refusal.Code);
    }

    [Fact]
    public async Task RemoveExpired_RemovesRowAndContent()
    {
        await using var house = await BatchHouse.CreateAsync();
        var orders = new OrderHouse(house);
        var file = await orders.UploadAsync("x");
        await using (var db = await house.OpenAsync())
        {
            var past = DateTimeOffset.UtcNow.AddSeconds(-1);
            await db.Files.ExecuteUpdateAsync(set => set.SetProperty(other => other.ExpiresAt, past));
        }

        Assert.True((await Assert.ThrowsAsync<RequestRefusedException>(() => orders.ReadAsync(file.PublicId))).IsNotFound);
        Assert.Equal(1, await orders.Files.RemoveExpiredAsync(CancellationToken.None));
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(house.DataDirectory, "files")));
    }

    private static async Task<List<string>> ReadAllAsync(FileStore files, bool oldestFirst)
    {
        List<string> seen = [];
        FilePage page;
        do
        {
            page = await files.ListAsync(new FileFilter(null, seen.Count == 0 ? null : seen[^1], 2, oldestFirst), CancellationToken.None);
            seen.AddRange(page.Files.Select(file => file.PublicId));
        }
        while (page.HasMore);
        return seen;
    }
}
