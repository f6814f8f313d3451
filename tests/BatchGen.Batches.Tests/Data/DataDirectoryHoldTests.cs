using BatchGen.Batches.Data;
using BatchGen.Testing;
using Microsoft.Extensions.Options;

namespace BatchGen.Batches.Tests.Data;

public sealed class DataDirectoryHoldTests : IDisposable
{
    private readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Take_IsRefused_WhileAnotherHoldsTheFolder()
    {
        using var first = HoldOf(StorageProvider.Sqlite);
        first.Take();
        using var second = HoldOf(StorageProvider.Sqlite);

        var refusal = Assert.Throws<StorageException>(second.Take);

        Assert.Equal("data_directory_in_use", refusal.Code);
        Assert.Contains(_folder.Path, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Take_Succeeds_WhenTheOtherHasLeft()
    {
        using (var first = HoldOf(StorageProvider.Sqlite))
            first.Take();
        using var second = HoldOf(StorageProvider.Sqlite);

        second.Take();
    }

    [Fact]
    public void Take_LetsSeveralIn_WhenTheDatabaseIsAServer()
    {
        using var first = HoldOf(StorageProvider.PostgreSql);
        using var second = HoldOf(StorageProvider.PostgreSql);

        first.Take();
        second.Take();
    }

    private DataDirectoryHold HoldOf(StorageProvider provider)
    {
        var options = Options.Create(new StorageOptions { DataDirectory = _folder.Path, Provider = provider });
        return new DataDirectoryHold(new DataDirectory(options), options);
    }
}
