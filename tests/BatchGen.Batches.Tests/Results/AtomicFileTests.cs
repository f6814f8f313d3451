using BatchGen.Batches.Data;
using BatchGen.Batches.Results;
using BatchGen.Batches.Tests.Testing;

namespace BatchGen.Batches.Tests.Results;

public sealed class AtomicFileTests : IDisposable
{
    private readonly ScratchFolder _folder = new();

    private string Target => Path.Combine(_folder.Path, "output.jsonl");

    [Fact]
    public async Task Dispose_LeavesTheOldFile_WhenNothingWasCommitted()
    {
        await File.WriteAllTextAsync(Target, "old");

        await using (var file = new AtomicFile(Target))
        {
            await file.WriteLineAsync("half"u8.ToArray(), CancellationToken.None);
            Assert.Equal("old", await File.ReadAllTextAsync(Target));
        }

        Assert.Equal("old", await File.ReadAllTextAsync(Target));
        Assert.Single(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public async Task Commit_ReplacesTheWholeFile_WhenAllLinesAreWritten()
    {
        await File.WriteAllTextAsync(Target, "old");

        await using (var file = new AtomicFile(Target))
        {
            await file.WriteLineAsync("one"u8.ToArray(), CancellationToken.None);
            await file.WriteLineAsync("two"u8.ToArray(), CancellationToken.None);
            await file.CommitAsync(CancellationToken.None);
        }

        Assert.Equal("one\ntwo\n", await File.ReadAllTextAsync(Target));
        Assert.Single(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void Flush_Throws_WhenTheFolderIsNotThere() =>
        Assert.Throws<IOException>(() => DirectorySync.Flush(Path.Combine(_folder.Path, "missing")));

    public void Dispose() => _folder.Dispose();
}
