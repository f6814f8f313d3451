using System.Text;
using BatchGen.Code.Inputs;
using BatchGen.Testing;
using CsCheck;

namespace BatchGen.Code.Tests.Inputs;

public sealed class ArchiveSourcesTests
{
    private const int UnixLink = unchecked((int)0xA1FF0000);
    private const int UnixFile = unchecked((int)0x81A40000);

    [Fact]
    public async Task Read_GivesOneInputAFile_WithItsLanguage()
    {
        var zip = new ZipBuilder().With("src/a.py", "print(1)\r\n").With("src/", "").With("notes", "plain\n").With("B.cs", "class B;");

        var sources = await ReadAsync(zip.Build());

        Assert.Equal(
            ["src/a.py|Python|print(1)\r\n", "notes||plain\n", "B.cs|C#|class B;"], sources.Files.Select(file => $"{file.Path}|{file.Language}|{file.Text}"));
        Assert.Empty(sources.Skipped);
    }

    [Fact]
    public async Task Read_ListsSkippedFilesWithReasons()
    {
        var zip = new ZipBuilder()
            .With("a.py", "x = 1\n")
            .With("node_modules/x/index.js", "x")
            .With("logo.png", [0x89, 0x50, 0, 0xFF])
            .With("latin1.txt", [0x63, 0x61, 0x66, 0xE9])
            .With("empty.py", " \n")
            .With("link.py", Encoding.UTF8.GetBytes("../../etc/passwd"), UnixLink)
            .With("plain.py", Encoding.UTF8.GetBytes("y = 2\n"), UnixFile);

        var sources = await ReadAsync(zip.Build());

        Assert.Equal(["a.py", "plain.py"], sources.Files.Select(file => file.Path.Value));
        Assert.Equal(
            ["node_modules/x/index.js Ignored", "logo.png Binary", "latin1.txt UnknownEncoding", "empty.py Empty", "link.py Link"],
            sources.Skipped.Select(file => $"{file.Path} {file.Reason}"));
    }

    [Theory]
    [InlineData("../evil.py", "path_escapes")]
    [InlineData("a/../../evil.py", "path_escapes")]
    [InlineData("..\\evil.py", "path_escapes")]
    [InlineData("../folder/", "path_escapes")]
    [InlineData("/etc/evil.py", "path_absolute")]
    [InlineData("C:/evil.py", "path_absolute")]
    public async Task Read_RefusesTheArchive_WhenAPathIsUnsafe(string path, string code)
    {
        var refusal = await RefusalAsync(new ZipBuilder().With("good.py", "x = 1").With(path, "x").Build());

        Assert.Equal(code, refusal.Code);
    }

    [Fact]
    public async Task Read_KeepsFilesApart_WhenAPathStandsInTheArchiveTwice()
    {
        var sources = await ReadAsync(new ZipBuilder().With("a.py", "1").With("./a.py", "2").Build());

        Assert.Equal(["a.py|1", "a (2).py|2"], sources.Files.Select(file => $"{file.Path}|{file.Text}"));
        Assert.Equal("a (2).py", Assert.Single(sources.Renamed).Path.Value);
    }

    [Fact]
    public async Task Read_RefusesTheArchive_WhenAnEntryIsEncrypted()
    {
        var refusal = await RefusalAsync(new ZipBuilder().With("a.py", "secret").BuildEncrypted());

        Assert.Equal("zip_encrypted", refusal.Code);
    }

    [Theory]
    [InlineData("")]
    [InlineData("PK")]
    [InlineData("not a zip at all")]
    public async Task Read_Refuses_WhenTheFileIsNoArchive(string content)
    {
        var refusal = await RefusalAsync(new MemoryStream(Encoding.UTF8.GetBytes(content)));

        Assert.Equal("zip_unreadable", refusal.Code);
    }

    [Fact]
    public async Task Read_Refuses_WhenNoFileIsLeft()
    {
        var refusal = await RefusalAsync(new ZipBuilder().With("bin/a.py", "x").With("e.py", "").Build());

        Assert.Equal("no_source_files", refusal.Code);
        Assert.Contains("1 ignored", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("1 empty", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_StopsAtTheRatio_WhenAnEntryIsABomb()
    {
        var limits = new InputOptions { RatioFreeBytes = 100_000 };
        var refusal = await RefusalAsync(new ZipBuilder().With("zeros.txt", new string('0', 5_000_000)).Build(), limits);

        Assert.Equal("zip_ratio_too_high", refusal.Code);
    }

    [Theory]
    [InlineData(1_000, 4_000_000, "input_file_too_large")]
    [InlineData(10_000, 15_000, "input_total_too_large")]
    public async Task Read_StopsAtTheLimit_WhenFilesAreTooLarge(long maxFileBytes, long maxTotalBytes, string code)
    {
        var limits = new InputOptions { MaxFileBytes = maxFileBytes, MaxTotalBytes = maxTotalBytes };
        var text = string.Concat(Enumerable.Range(0, 1500).Select(n => $"{n};"));

        var refusal = await RefusalAsync(new ZipBuilder().With("a.txt", text).With("b.txt", text).With("c.txt", text).Build(), limits);

        Assert.Equal(code, refusal.Code);
    }

    [Fact]
    public async Task Read_RefusesAnEntry_WhenItsHeaderClaimsFewerBytesThanItHolds()
    {
        var archive = new ZipBuilder().With("a.txt", string.Concat(Enumerable.Range(0, 9000).Select(n => $"{n};"))).BuildClaimingLength(10);

        var refusal = await RefusalAsync(archive, new InputOptions { MaxFileBytes = 1000 });

        Assert.Equal("zip_entry_damaged", refusal.Code);
    }

    [Fact]
    public async Task Read_RefusesAnEntry_WhenItsBytesAreDamaged()
    {
        var archive = new ZipBuilder().With("a.txt", [.. "stored text, long enough to hit"u8]).Build();
        var bytes = archive.ToArray();
        bytes[45] ^= 0x10;

        var refusal = await RefusalAsync(new MemoryStream(bytes));

        Assert.Equal("zip_entry_damaged", refusal.Code);
    }

    [Fact]
    public async Task Read_Refuses_WhenThereAreTooManyEntries()
    {
        var refusal = await RefusalAsync(
            new ZipBuilder().With("a.py", "1").With("b.py", "2").With("c.py", "3").Build(), new InputOptions { MaxEntries = 2 });

        Assert.Equal("input_too_many_files", refusal.Code);
    }

    [Fact]
    public async Task Read_Refuses_WhenTheArchiveItselfIsTooLarge()
    {
        var refusal = await RefusalAsync(new ZipBuilder().With("a.py", "1").Build(), new InputOptions { MaxArchiveBytes = 20 });

        Assert.Equal("zip_too_large", refusal.Code);
    }

    [Fact]
    public async Task Read_EndsInAnAnswerOrARefusal_WhateverTheBytes()
    {
        var honest = new ZipBuilder().With("a.py", "print(1)").With("b/c.cs", "class C { }").Build().ToArray();
        var mutated = Gen.Select(Gen.Int[0, honest.Length - 1], Gen.Byte, Gen.Int[0, honest.Length])
            .Array[1, 6].Select(changes =>
            {
                byte[] bytes = [.. honest];
                foreach ((var at, var value, var _) in changes)
                    bytes[at] = value;
                return bytes[..Math.Max(changes[0].Item3, honest.Length / 2)];
            });

        await mutated.SampleAsync(async bytes =>
        {
            try
            {
                var sources = await ReadAsync(new MemoryStream(bytes));
                Assert.All(sources.Files, file => Assert.True(SafePath.TryParse(file.Path.Value, out _, out _)));
            }
            catch (InputException refusal)
            {
                Assert.NotEmpty(refusal.Message);
            }
        });
    }

    private static Task<SourceSet> ReadAsync(Stream archive, InputOptions? limits = null) =>
        ArchiveSources.ReadAsync(archive, IgnoreRules.Default, limits ?? new InputOptions(), CancellationToken.None);

    private static Task<InputException> RefusalAsync(Stream archive, InputOptions? limits = null) =>
        Assert.ThrowsAsync<InputException>(() => ReadAsync(archive, limits));
}
