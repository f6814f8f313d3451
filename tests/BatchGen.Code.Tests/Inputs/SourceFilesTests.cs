using System.Text;
using BatchGen.Code.Inputs;

namespace BatchGen.Code.Tests.Inputs;

public sealed class SourceFilesTests
{
    [Fact]
    public async Task Read_TakesEachFile_AndListsTheSkipped()
    {
        var sources = await ReadAsync([Text("a.py", "x = 1"), Text("web/package-lock.json", "{}"), Text("b.rs", "fn main() {}")]);

        Assert.Equal(["a.py Python", "b.rs Rust"], sources.Files.Select(file => $"{file.Path} {file.Language}"));
        Assert.Equal(SkipReason.Ignored, Assert.Single(sources.Skipped).Reason);
    }

    [Fact]
    public async Task Read_NeverOpensAnIgnoredFile()
    {
        var untouchable = new UploadedFile("bin/a.dll", () => throw new InvalidOperationException("opened"));

        var sources = await ReadAsync([Text("a.py", "x = 1"), untouchable]);

        Assert.Single(sources.Files);
    }

    [Theory]
    [InlineData("../a.py", "path_escapes")]
    public async Task Read_Refuses_WhenANameIsUnsafe(string name, string code)
    {
        var refusal = await Assert.ThrowsAsync<InputException>(() => ReadAsync([Text("a.py", "x = 1"), Text(name, "y")]));
        Assert.Equal(code, refusal.Code);
    }

    [Fact]
    public async Task Read_KeepsFilesApart_WhenTwoHaveOneName()
    {
        var sources = await ReadAsync([Text("a.py", "x = 1"), Text("a.py", "y = 2")]);

        Assert.Equal(["a.py|x = 1", "a (2).py|y = 2"], sources.Files.Select(file => $"{file.Path}|{file.Text}"));
        Assert.Equal("a (2).py", Assert.Single(sources.Renamed).Path.Value);
    }

    [Fact]
    public async Task Read_Refuses_WhenThereIsNothing()
    {
        var refusal = await Assert.ThrowsAsync<InputException>(() => ReadAsync([]));
        Assert.Equal("no_source_files", refusal.Code);
    }

    private static UploadedFile Text(string name, string text) => new(name, () => new MemoryStream(Encoding.UTF8.GetBytes(text)));

    private static Task<SourceSet> ReadAsync(IReadOnlyList<UploadedFile> files) =>
        SourceFiles.ReadAsync(files, IgnoreRules.Default, new InputOptions(), CancellationToken.None);
}
