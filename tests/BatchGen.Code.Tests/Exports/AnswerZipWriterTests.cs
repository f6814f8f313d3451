using System.IO.Compression;
using System.Text;
using BatchGen.Code.Exports;
using BatchGen.Code.Inputs;
using CsCheck;

namespace BatchGen.Code.Tests.Exports;

public sealed class AnswerZipWriterTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 2, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Add_MirrorsTheTree_InEachFilesEncoding()
    {
        using var stream = new MemoryStream();
        await using (var zip = new AnswerZipWriter(stream, Noon))
        {
            await AddAsync(zip, "src/a.py", "x = 'é'\r\n", SourceEncoding.Utf16LittleEndian);
            await AddAsync(zip, "b.md", "hi", SourceEncoding.Utf8WithMark);
        }

        stream.Position = 0;
        using var read = new ZipArchive(stream);
        Assert.Equal(["src/a.py", "b.md"], read.Entries.Select(entry => entry.FullName));
        Assert.Equal([0xFF, 0xFE, .. Encoding.Unicode.GetBytes("x = 'é'\r\n")], Bytes(read.Entries[0]));
        Assert.Equal([0xEF, 0xBB, 0xBF, (byte)'h', (byte)'i'], Bytes(read.Entries[1]));
    }

    [Fact]
    public async Task Add_NumbersAPathThatIsTaken_WithoutRegardToCase()
    {
        using var stream = new MemoryStream();
        await using var zip = new AnswerZipWriter(stream, Noon);

        Assert.Equal("src/A.tar.gz", await AddAsync(zip, "src/A.tar.gz", "1"));
        Assert.Equal("src/a.tar (2).gz", await AddAsync(zip, "src/a.tar.gz", "2"));
        Assert.Equal("src/a.tar (3).gz", await AddAsync(zip, "src/a.tar.gz", "3"));
        Assert.Equal("src.d/make", await AddAsync(zip, "src.d/make", "1"));
        Assert.Equal("src.d/make (2)", await AddAsync(zip, "src.d/make", "2"));
        Assert.Equal(SafePath.MaxCharacters, (await AddAsync(zip, new string('a', SafePath.MaxCharacters), "1")).Length);
        Assert.EndsWith(" (2)", await AddAsync(zip, new string('a', SafePath.MaxCharacters), "2"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Add_GivesTheSameBytes_WhenEverythingIsTheSame() => Assert.Equal(await OnceAsync(), await OnceAsync());

    [Fact]
    public async Task Add_ReadsBackAsItWasWritten_WhateverTheText() =>
        await Gen.String.Where(text => !string.IsNullOrWhiteSpace(text) && !text.Contains('\0') && !text.Contains('\uFEFF') && !text.Any(char.IsSurrogate))
            .SampleAsync(async text =>
        {
            using var stream = new MemoryStream();
            await using (var zip = new AnswerZipWriter(stream, Noon))
                await AddAsync(zip, "a.txt", text);

            var sources = await ArchiveSources.ReadAsync(stream, IgnoreRules.None, new InputOptions(), CancellationToken.None);
            Assert.Equal(text, Assert.Single(sources.Files).Text);
        });

    private static async Task<byte[]> OnceAsync()
    {
        using var stream = new MemoryStream();
        await using (var zip = new AnswerZipWriter(stream, Noon))
            await AddAsync(zip, "a.txt", "text");
        return stream.ToArray();
    }

    private static async Task<string> AddAsync(AnswerZipWriter zip, string path, string content, SourceEncoding encoding = SourceEncoding.Utf8)
    {
        Assert.True(SafePath.TryParse(path, out var safe, out _));
        return (await zip.AddAsync(safe, content, encoding, CancellationToken.None)).Value;
    }

    private static byte[] Bytes(ZipArchiveEntry entry)
    {
        using var content = entry.Open();
        using var bytes = new MemoryStream();
        content.CopyTo(bytes);
        return bytes.ToArray();
    }
}
