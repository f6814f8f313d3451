using System.Text;
using BatchGen.Code.Exports;
using BatchGen.Code.Inputs;
using BatchGen.Testing;

namespace BatchGen.Code.Tests.Inputs;

/// <summary>An entry's fault is the entry's: it is left out or renamed, and said. Names of any code page are read.</summary>
public sealed class ArchiveEntryTests
{
    [Theory]
    [InlineData("a\nb.py", "a_b.py")]
    [InlineData("tab\there.py", "tab_here.py")]
    [InlineData("a\u202Eb.py", "a_b.py")]
    [InlineData("src/ /a.py", "src/_/a.py")]
    [InlineData("src/.../a.py", "src/___/a.py")]
    [InlineData("notes/Q: what.md", "notes/Q_ what.md")]
    [InlineData("c:a.py", "c_a.py")]
    [InlineData("\u3000.py", null)]
    [InlineData("12:30.log", null)]
    [InlineData("aux.c", null)]
    [InlineData("dots. ", null)]
    [InlineData("src\\win\\a.py", null)]
    public async Task Read_TakesAnOddName_AndSaysWhatItGoesBy(string name, string? renamed)
    {
        var sources = await ReadAsync(new ZipBuilder().With("good.py", "x = 1").With(name, "y = 2").Build());

        Assert.Equal(["good.py", renamed ?? name.Replace('\\', '/')], sources.Files.Select(file => file.Path.Value));
        Assert.Equal(renamed is null ? [] : [renamed], sources.Renamed.Select(file => file.Path.Value));
        Assert.Empty(sources.Skipped);
    }

    [Theory]
    [InlineData("a\nb.py", "a␊b.py")]
    [InlineData("a\u202Eb.py", "a<U+202E>b.py")]
    public async Task Read_ShowsWhatANameHid(string name, string shown)
    {
        var sources = await ReadAsync(new ZipBuilder().With(name, "y = 2").Build());

        Assert.Equal(shown, Assert.Single(sources.Renamed).Original);
    }

    [Theory]
    [InlineData("__MACOSX/._a.py", SkipReason.Metadata)]
    [InlineData("src/._a.py", SkipReason.Metadata)]
    [InlineData("Icon\r", SkipReason.Metadata)]
    [InlineData("src/Icon\r", SkipReason.Metadata)]
    [InlineData(".DS_Store", SkipReason.Metadata)]
    [InlineData("src/desktop.ini", SkipReason.Metadata)]
    [InlineData(".", SkipReason.UnusableName)]
    public async Task Read_LeavesOutWhatIsNoFileOfAnybody(string name, SkipReason reason)
    {
        var sources = await ReadAsync(new ZipBuilder().With("good.py", "x = 1").With(name, "y = 2").Build(), IgnoreRules.None);

        Assert.Equal("good.py", Assert.Single(sources.Files).Path.Value);
        Assert.Equal(reason, Assert.Single(sources.Skipped).Reason);
    }

    [Fact]
    public async Task Read_LeavesOutANameThatIsTooLong()
    {
        var sources = await ReadAsync(new ZipBuilder().With("good.py", "x = 1").With(new string('a', 2000), "y = 2").Build());

        Assert.Single(sources.Files);
        Assert.Equal(SkipReason.UnusableName, Assert.Single(sources.Skipped).Reason);
    }

    [Theory]
    [InlineData(SourceEncoding.Gb18030, "源代码/主程序.py", "测试.py")]
    [InlineData(SourceEncoding.Gb18030, "测试.py", "测试 (2).py")]
    [InlineData(SourceEncoding.Gb18030, "代码库/数据.py", "说明.md")]
    [InlineData(SourceEncoding.ShiftJis, "テスト.py", "表示/関数.py")]
    [InlineData(SourceEncoding.ShiftJis, "日本語/ソース.py", "資料.md")]
    [InlineData(SourceEncoding.Big5, "測試/程式.py", "說明文件.md")]
    [InlineData(SourceEncoding.EucKr, "테스트/소스.py", "문서.md")]
    [InlineData(SourceEncoding.Windows1252, "Übung/Größe.py", "Prüfung.py")]
    [InlineData(SourceEncoding.Ibm437, "Übung/Größe.py", "Prüfung.py")]
    [InlineData(SourceEncoding.Ibm850, "Übung/Größe.py", "Prüfung.py")]
    [InlineData(SourceEncoding.Windows1251, "исходный код/главная.py", "проверка функции.py")]
    [InlineData(SourceEncoding.Ibm866, "исходный код/главная.py", "проверка функции.py")]
    [InlineData(SourceEncoding.Utf8, "源代码/主程序.py", "测试.py")]
    public async Task Read_FindsTheEncodingOfNames(SourceEncoding encoding, string first, string second)
    {
        var sources = await ReadAsync(Coded(encoding, first, second));

        Assert.Equal([first, second], sources.Files.Select(file => file.Path.Value));
    }

    [Fact]
    public async Task Read_TakesTheEncodingThatIsSaid_AndNeverReplacesAByte()
    {
        var told = await ArchiveSources.ReadAsync(
            Coded(SourceEncoding.Big5, "測試.py"), IgnoreRules.Default, new InputOptions(), CancellationToken.None, SourceEncoding.Big5);
        var wrong = await ArchiveSources.ReadAsync(
            Coded(SourceEncoding.Windows1252, "Größe.py"), IgnoreRules.Default, new InputOptions(), CancellationToken.None, SourceEncoding.Utf8);

        Assert.Equal("測試.py", Assert.Single(told.Files).Path.Value);
        Assert.Equal(SourceEncoding.Big5, told.NameEncoding);
        Assert.DoesNotContain('\uFFFD', Assert.Single(wrong.Files).Path.Value);
    }

    [Theory]
    [InlineData("bzip2.zip")]
    [InlineData("deflate64.zip")]
    [InlineData("lzma.zip")]
    [InlineData("ppmd.zip")]
    [InlineData("zstd.zip")]
    [InlineData("lzma2.7z")]
    [InlineData("bzip2.7z")]
    [InlineData("ppmd.7z")]
    [InlineData("plain.tar")]
    [InlineData("gzip.tar.gz")]
    [InlineData("bzip2.tar.bz2")]
    [InlineData("xz.tar.xz")]
    [InlineData("zstd.tar.zst")]
    public async Task Read_Unpacks_WhateverTheFormAndTheMethod(string name)
    {
        await using var archive = Packed(name);

        var sources = await ReadAsync(archive);

        Assert.Equal(["src/add.py", "src/文.py"], sources.Files.Select(file => file.Path.Value));
        Assert.Equal(40, sources.Files[0].Text.Split("def add(a, b):").Length - 1);
        Assert.All(sources.Skipped, file => Assert.Equal(SkipReason.Link, file.Reason));
        Assert.Equal(name.Contains(".tar", StringComparison.Ordinal) ? 1 : 0, sources.Skipped.Count);
    }

    [Theory]
    [InlineData("encrypted.7z", "zip_encrypted")]
    [InlineData("encrypted-names.7z", "zip_encrypted")]
    public async Task Read_Refuses_WhenAnArchiveOfAnotherFormIsEncrypted(string name, string code)
    {
        await using var archive = Packed(name);

        Assert.Equal(code, (await Assert.ThrowsAsync<InputException>(() => ReadAsync(archive))).Code);
    }

    [Theory]
    [InlineData("bzip2.zip")]
    [InlineData("lzma2.7z")]
    [InlineData("plain.tar")]
    [InlineData("gzip.tar.gz")]
    [InlineData("xz.tar.xz")]
    [InlineData("zstd.tar.zst")]
    public async Task Read_RefusesInOneSentence_WhenTheArchiveIsCutOff(string name)
    {
        var bytes = await File.ReadAllBytesAsync(Packed(name).Name);
        var cut = name == "plain.tar" ? 700 : bytes.Length * 2 / 3;

        var refusal = await Assert.ThrowsAsync<InputException>(() => ReadAsync(new MemoryStream(bytes[..cut])));

        Assert.True(refusal.Code is "zip_unreadable" or "zip_entry_damaged", refusal.Message);
    }

    [Fact]
    public async Task Read_Refuses_WhenEntriesLieOverOneAnother()
    {
        var bytes = new ZipBuilder().With("a.py", new string('a', 40) + string.Concat(Enumerable.Range(0, 400))).Build().ToArray();

        var refusal = await Assert.ThrowsAsync<InputException>(() => ReadAsync(new MemoryStream(WithDirectoryRepeated(bytes, 8))));

        Assert.Equal("zip_entries_overlap", refusal.Code);
        Assert.Contains("a.py", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Write_KeepsNamesApart_ThatSomeSystemTakesForOne()
    {
        using var file = new MemoryStream();
        await using (var zip = new AnswerZipWriter(file, DateTimeOffset.UnixEpoch))
        {
            foreach (var name in (string[])["Makefile", "makefile", "caf\u00E9.py", "cafe\u0301.py", "dots.", "dots"])
                await zip.AddAsync(
                    SafePath.TryParse(name, out var path, out _) ? path : throw new InvalidOperationException(name),
                    "x",
                    SourceEncoding.Utf8,
                    CancellationToken.None);
        }

        var back = await ReadAsync(file);
        Assert.Equal(["Makefile", "makefile (2)", "caf\u00E9.py", "cafe\u0301 (2).py", "dots.", "dots (2)"], back.Files.Select(source => source.Path.Value));
    }

    private static Task<SourceSet> ReadAsync(Stream archive, IgnoreRules? ignore = null) =>
        ArchiveSources.ReadAsync(archive, ignore ?? IgnoreRules.Default, new InputOptions(), CancellationToken.None);

    private static FileStream Packed(string name) => File.OpenRead(Path.Combine(AppContext.BaseDirectory, "Inputs", "Archives", name));

    /// <summary>Names as bytes of a code page, without saying so: packed under stand-ins of the same length, which are then written over.</summary>
    private static MemoryStream Coded(SourceEncoding encoding, params string[] names)
    {
        var zip = new ZipBuilder();
        byte[][] raw = [.. names.Select(name => EncodingForm.Of(encoding).Strict.GetBytes(name))];
        string[] standIns = [.. raw.Select((name, at) => new string((char)('q' + at), name.Length))];
        foreach (var standIn in standIns)
            zip.With(standIn, $"x = {standIn.Length}\n");
        var bytes = zip.Build().ToArray();
        for (var at = 0; at < raw.Length; at++)
        {
            for (int found; (found = bytes.AsSpan().IndexOf(Encoding.ASCII.GetBytes(standIns[at]))) >= 0;)
                raw[at].CopyTo(bytes, found);
        }

        return new MemoryStream(bytes);
    }

    /// <summary>The directory names the only file many times: Fifield's bomb in small.</summary>
    private static byte[] WithDirectoryRepeated(byte[] zip, int times)
    {
        var directory = zip.AsSpan().IndexOf("PK\u0001\u0002"u8);
        var end = zip.AsSpan().LastIndexOf("PK\u0005\u0006"u8);
        var record = zip[directory..end];
        var tail = zip[end..];
        BitConverter.TryWriteBytes(tail.AsSpan(8), (ushort)times);
        BitConverter.TryWriteBytes(tail.AsSpan(10), (ushort)times);
        BitConverter.TryWriteBytes(tail.AsSpan(12), (uint)(record.Length * times));
        return [.. zip[..directory], .. Enumerable.Repeat(record, times).SelectMany(part => part), .. tail];
    }
}
