using System.Text;
using BatchGen.Batches.Files;
using BatchGen.Batches.Requests;
using BatchGen.Batches.Submission;
using BatchGen.Code.Inputs;

namespace BatchGen.Batches.Tests.Submission;

/// <summary>How lines are encoded is judged once for the file: read, or refused in one sentence, never in one a line.</summary>
public sealed class InputEncodingTests
{
    private const string Lines = "{\"prompt\":\"Grüße\"}\n{\"prompt\":\"你好\"}\n\n{\"prompt\":\"b\"}\n";
    private static readonly byte[] Mark = [0xEF, 0xBB, 0xBF];

    public static TheoryData<string, byte[], string> Readable => new()
    {
        { "UTF-8", Encoding.UTF8.GetBytes(Lines), "Grüße|你好|b" },
        { "UTF-8 with a mark", [.. Mark, .. Encoding.UTF8.GetBytes(Lines)], "Grüße|你好|b" },
        { "two marks", [.. Mark, .. Mark, .. Encoding.UTF8.GetBytes(Lines)], "Grüße|你好|b" },
        { "UTF-16 LE", [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(Lines)], "Grüße|你好|b" },
        { "UTF-16 BE", [.. Encoding.BigEndianUnicode.GetPreamble(), .. Encoding.BigEndianUnicode.GetBytes(Lines)], "Grüße|你好|b" },
        { "UTF-16 LE without a mark", Encoding.Unicode.GetBytes(Lines), "Grüße|你好|b" },
        { "UTF-16 BE without a mark", Encoding.BigEndianUnicode.GetBytes(Lines), "Grüße|你好|b" },
        { "UTF-16 with CRLF", [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(Lines.ReplaceLineEndings("\r\n"))], "Grüße|你好|b" },
        { "joined, each with a mark", [.. Mark, .. Encoding.UTF8.GetBytes(Lines), .. Mark, .. "{\"prompt\":\"c\"}\n"u8], "Grüße|你好|b|c" },
        { "joined without a line end", [.. Mark, .. "{\"prompt\":\"a\"}"u8, .. Mark, .. "{\"prompt\":\"b\"}"u8, .. Mark, .. "{\"prompt\":\"c\"}\n"u8], "a|b|c" },
        { "joined in UTF-16", [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes("{\"prompt\":\"a\"}\n"), .. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes("{\"prompt\":\"b\"}\n")], "a|b" },
        { "a mark inside a string is text", "{\"prompt\":\"a\uFEFFb\"}\n"u8.ToArray(), "a\uFEFFb" },
        { "text in UTF-16", [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(
            "erste Zeile\nzweite für mich\n")], "erste Zeile|zweite für mich" },
        { "text, joined", [.. "one\n"u8, .. Mark, .. "two"u8, .. Mark, .. "three\n"u8], "one|two|three" },
        { "text in GBK", SourceDecoding.Encode("写一个函数，返回两个数的和。\n请添加注释。\n", SourceEncoding.Gb18030), "写一个函数，返回两个数的和。|请添加注释。" },
        { "text in Windows-1252", SourceDecoding.Encode("Schreibe für die Größe\nund die Übung über Äpfel\n", SourceEncoding.Windows1252), "Schreibe für die Größe|und die Übung über Äpfel" },
    };

    [Theory]
    [MemberData(nameof(Readable))]
    public async Task Read_GivesTheSamePrompts_WhateverTheEncoding(string way, byte[] input, string prompts)
    {
        var reading = await InputReading.ReadAsync(input);

        Assert.True(reading.Fatal is null, $"{way}: {reading.Fatal?.Message}");
        Assert.Equal(
            prompts,
            string.Join('|', reading.Entries.Select(entry => entry is GoodEntry good ? good.Request.Messages![0].Content : ((BadEntry)entry).Problem.Message)));
    }

    public static TheoryData<string, byte[], string> Foreign => new()
    {
        { "JSON in GBK", SourceDecoding.Encode("{\"prompt\":\"写一个函数，返回两个数的和。\"}\n{\"prompt\":\"请为下面的代码添加注释。\"}\n", SourceEncoding.Gb18030), "GB18030" },
        { "JSON in Windows-1252", SourceDecoding.Encode(
            "{\"prompt\":\"für die Größe\"}\n{\"prompt\":\"schöne Übung\"}\n", SourceEncoding.Windows1252), "Windows-1252" },
        { "too little to tell", [.. "{\"prompt\":\"a"u8, 0xE9, .. "\"}\n{\"prompt\":\"b"u8, 0xE9, .. "\"}\n"u8], "line 1 has the byte 0xE9" },
        { "packed", [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 1, 2, 0, 0], "a packed file" },
        { "half a character at the end", [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes("{\"prompt\":\"a\"}\n"), 0x7B], "stops being so" },
    };

    [Theory]
    [MemberData(nameof(Foreign))]
    public async Task Read_RefusesTheWholeOnce_WhenItsEncodingIsNoneThatIsRead(string way, byte[] input, string words)
    {
        var reading = await InputReading.ReadAsync(input);

        Assert.True(reading.Fatal is not null, way);
        Assert.Contains(words, reading.Fatal.Message, StringComparison.Ordinal);
        Assert.Empty(reading.Entries.OfType<BadEntry>());
    }

    [Fact]
    public async Task Problems_NameTheFirstForeignLineAndCountTheOthers()
    {
        // Good UTF-8 first, as when a script's later version wrote in another encoding.
        byte[] input = [.. "{\"prompt\":\"你好\"}\n"u8, .. Enumerable.Repeat(
            SourceDecoding.Encode("{\"prompt\":\"中文\"}\n", SourceEncoding.Gb18030), 9).SelectMany(line => line)];
        var reading = await InputReading.ReadAsync(input);
        var problems = new ProblemList(maxListed: 100);
        foreach (var bad in reading.Entries.OfType<BadEntry>())
            problems.Add(bad.Problem);

        var problem = Assert.Single(problems.Listed());
        Assert.Equal((2, ProblemCodes.InvalidUtf8, 1), (problem.Line, problem.Code, problems.Total));
        Assert.Contains("8 more lines", problem.Message, StringComparison.Ordinal);
        Assert.IsType<GoodEntry>(reading.Entries[0]);
    }

    [Fact]
    public async Task Problems_AreOne_WhenUtf16WasAppendedToUtf8()
    {
        byte[] input = [.. "{\"prompt\":\"a good first line\"}\n"u8, .. Encoding.Unicode.GetBytes(string.Concat(Enumerable.Repeat("{\"prompt\":\"b\"}\n", 5)))];
        var reading = await InputReading.ReadAsync(input);
        var problems = new ProblemList(maxListed: 100);
        foreach (var bad in reading.Entries.OfType<BadEntry>())
            problems.Add(bad.Problem);

        Assert.Equal(ProblemCodes.InvalidUtf8, Assert.Single(problems.Listed()).Code);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Guard_CountsLinesOfUtf16_HoweverItsBytesArrive(bool hasMark)
    {
        byte[] bytes = [.. hasMark ? Encoding.Unicode.GetPreamble() : [], .. Encoding.Unicode.GetBytes("{\"prompt\":\"Ċ\"}\n\n{\"prompt\":\"\u0A00\"}\nlast")];
        var guard = new UploadGuard(InputReading.Small);

        guard.Look(bytes.AsSpan(0, 31));
        guard.Look(bytes.AsSpan(31));

        Assert.Equal((bytes.Length, 3), (guard.Bytes, guard.Lines));
    }
}
