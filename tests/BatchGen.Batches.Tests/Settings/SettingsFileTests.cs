using System.Text.Json;
using BatchGen.Batches.Data;
using BatchGen.Batches.Settings;
using BatchGen.Batches.Tests.Testing;

namespace BatchGen.Batches.Tests.Settings;

public sealed class SettingsFileTests : IDisposable
{
    private readonly ScratchFolder _folder = new();

    private string Path => System.IO.Path.Combine(_folder.Path, SettingsSource.FileName);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Read_IsEmpty_WhenThereIsNoFile() => Assert.Empty(new SettingsFile(Path).Read());

    [Fact]
    public async Task Change_KeepsWhatItDoesNotKnow_AndLeavesNoOtherFile()
    {
        await File.WriteAllTextAsync(Path, """{"Later": {"Key": [1, 2]}, "submission": {"MaxItems": 5}, "Live": {"MaxOpenRequests": "7"}}""");
        var file = new SettingsFile(Path);

        await file.ChangeAsync(new Dictionary<string, string?> { ["Submission:MaxItems"] = "6", ["Live:MaxOpenRequests"] = null }, CancellationToken.None);

        Assert.Equal(
            [new("Later:Key:0", "1"), new("Later:Key:1", "2"), new("submission:MaxItems", "6")],
            file.Read().OrderBy(pair => pair.Key, StringComparer.OrdinalIgnoreCase));
        Assert.False(JsonDocument.Parse(await File.ReadAllBytesAsync(Path)).RootElement.TryGetProperty("Live", out _));
        Assert.Equal([Path], Directory.GetFiles(_folder.Path));
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("""{"Submission": {"MaxItems": "5"}}""")]
    public async Task Restore_BringsBackWhatWasThere(string? content)
    {
        if (content is not null)
            await File.WriteAllTextAsync(Path, content);
        var file = new SettingsFile(Path);
        var read = file.Read();

        var before = await file.ChangeAsync(new Dictionary<string, string?> { ["Submission:MaxItems"] = "6" }, CancellationToken.None);
        await file.RestoreAsync(before);

        Assert.Equal(read, file.Read());
        Assert.Equal(content is not null, File.Exists(Path));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("""{"Submission": """)]
    [InlineData("""{"Live": {"MaxOpenRequests": 1}, "live": {"maxOpenRequests": 2}}""")]
    public async Task Read_SaysWhichFileAndWhatToDo_WhenItCannot(string content)
    {
        await File.WriteAllTextAsync(Path, content);

        var refusal = Assert.Throws<StorageException>(() => new SettingsFile(Path).Read());

        Assert.Equal("settings_file_invalid", refusal.Code);
        Assert.Contains(Path, refusal.Message, StringComparison.Ordinal);
        Assert.Contains("delete it", refusal.Message, StringComparison.Ordinal);
    }
}
