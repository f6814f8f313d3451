using System.Text;
using BatchGen.Code.Inputs;

namespace BatchGen.Code.Tests.Inputs;

/// <summary>A file's encoding is judged once, for lines as for tables and sources.</summary>
public sealed class TextEncodingTests
{
    private const string German = "Größe,Fläche\nfür Übergröße,schön groß\nmüde,süß\n";
    private const string Chinese = "写一个函数，返回两个数的和。\n请为下面的代码添加注释。\n";
    private const string Json = "{\"prompt\":\"Grüße, 你好\"}\n{\"prompt\":\"b\"}\n";

    public static TheoryData<string, SourceEncoding> Certain => new()
    {
        { Chinese, SourceEncoding.Gb18030 },
        { "寫一個函數，返回兩個數的和。\n請為下面的代碼添加註釋。\n", SourceEncoding.Big5 },
        { "二つの数の和を返す関数を書いてください。\nコメントを追加\n", SourceEncoding.ShiftJis },
        { "二つの数の和を返す関数を書いてください。\nコメントを追加\n", SourceEncoding.EucJp },
        { "두 수의 합을 반환하는 함수를 작성하세요.\n주석을 추가하세요\n", SourceEncoding.EucKr },
        { German, SourceEncoding.Windows1252 },
        { "prix,libellé\n5 €,“été à la française”\n", SourceEncoding.Windows1252 },
        { "Напиши функцию, которая возвращает сумму двух чисел.\nДобавь комментарии\n", SourceEncoding.Windows1251 },
        { "Напиши функцию, которая возвращает сумму двух чисел.\nДобавь комментарии\n", SourceEncoding.Koi8R },
    };

    [Theory]
    [MemberData(nameof(Certain))]
    public void Decode_ReadsACodePage_WhereItIsCertain(string text, SourceEncoding encoding)
    {
        var bytes = SourceDecoding.Encode(text, encoding);

        var decoded = SourceDecoding.Decode(bytes);

        Assert.Equal((text, encoding), (decoded.Text, decoded.Encoding));
        Assert.Equal(bytes, SourceDecoding.Encode(decoded.Text!, decoded.Encoding));
    }

    [Theory]
    [InlineData("a é", SourceEncoding.Windows1252)]
    [InlineData("ü ö ä ß § µ ¶ ¦ ¬ ¯", SourceEncoding.Windows1252)]
    [InlineData("Größe", SourceEncoding.Ibm437)]
    public void Decode_DoesNotGuess_WhereACodePageIsNotCertain(string text, SourceEncoding encoding) =>
        Assert.Equal(SkipReason.UnknownEncoding, SourceDecoding.Decode(SourceDecoding.Encode(text, encoding)).Obstacle);

    [Fact]
    public void Encode_WritesUtf8_WhenACodePageCannotHoldTheAnswer() =>
        Assert.Equal([0xEF, 0xBB, 0xBF, .. "é → 你"u8], SourceDecoding.Encode("é → 你", SourceEncoding.Windows1252));

    [Theory]
    [InlineData(SourceEncoding.Utf8, Json)]
    [InlineData(SourceEncoding.Utf8WithMark, Json)]
    [InlineData(SourceEncoding.Utf16LittleEndian, Json)]
    [InlineData(SourceEncoding.Utf16BigEndian, Json)]
    [InlineData(SourceEncoding.Gb18030, Chinese)]
    [InlineData(SourceEncoding.Windows1252, German)]
    public async Task Open_GivesUtf8_WhateverTheEncoding(SourceEncoding encoding, string text) =>
        Assert.Equal(text, (await ReadAsync(SourceDecoding.Encode(text, encoding))).TrimStart('\uFEFF'));

    [Theory]
    [InlineData(false, Json)]
    [InlineData(true, Json)]
    [InlineData(false, "写一个函数。\n添加注释。\nab\n")]
    [InlineData(true, "写一个函数。\n添加注释。\nab\n")]
    public async Task Open_ReadsUtf16_WhenItsMarkIsMissing(bool bigEndian, string text) =>
        Assert.Equal(text, await ReadAsync(new UnicodeEncoding(bigEndian, byteOrderMark: false).GetBytes(text)));

    public static TheoryData<byte[], string, string> Unreadable => new()
    {
        { SourceDecoding.Encode("{\"prompt\":\"" + Chinese.Replace('\n', ' ') + "\"}\n", SourceEncoding.Gb18030), "invalid_utf8", "GB18030" },
        { [.. "a "u8, 0xE9, 0x0A, 0x62, 0xE8, 0x0A, 0x63], "invalid_utf8", "line 1 has the byte 0xE9" },
        { [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3], "input_not_text", "a packed file" },
        { [.. "PK\u0003\u0004"u8, 20, 0, 0, 0], "input_not_text", "a ZIP archive" },
        { [.. "%PDF-1.7\n"u8, 0xE2, 0xE3, 0xCF, 0xD3, 0, 1], "input_not_text", "a PDF" },
        { [0x89, .. "PNG\r\n"u8, 0, 0, 0, 13], "input_not_text", "a picture" },
        { [1, 2, 0, 0, 0, 7, 9, 0, 0, 0, 0, 0], "input_not_text", "a binary file" },
        { [.. Encoding.UTF32.GetPreamble(), .. Encoding.UTF32.GetBytes("{}\n")], "input_not_text", "UTF-32" },
    };

    [Theory]
    [MemberData(nameof(Unreadable))]
    public async Task Open_RefusesTheWholeInOneSentence_WhenItCannotBeRead(byte[] bytes, string code, string words)
    {
        var refusal = await Assert.ThrowsAsync<InputException>(() => ReadAsync(bytes));

        Assert.Equal(code, refusal.Code);
        Assert.Contains(words, refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a,b\n1,2\n", "a,b\n3,4\n", "1,2|3,4")]
    [InlineData("a,b\r\n1,2\r\n", "a,b\r\n3,4\r\n", "1,2|3,4")]
    [InlineData("a,b\n1,2\n", "3,4\n", "1,2|3,4")]
    public async Task Csv_ReadsJoinedTablesAsOne(string first, string second, string rows)
    {
        byte[] joined = [.. Encoding.UTF8.GetPreamble(), .. Encoding.UTF8.GetBytes(first), .. Encoding.UTF8.GetPreamble(), .. Encoding.UTF8.GetBytes(second)];

        var table = await CsvSource.ReadAsync(new MemoryStream(joined), new InputOptions(), CancellationToken.None);

        Assert.Equal(["a", "b"], table.Columns);
        Assert.Equal(rows, string.Join('|', table.Rows.Select(row => string.Join(',', row.Cells))));
        Assert.Empty(table.Problems);
    }

    [Theory]
    [InlineData(SourceEncoding.Utf16LittleEndian)]
    [InlineData(SourceEncoding.Windows1252)]
    public async Task Csv_ReadsTheEncodingOfTheFile(SourceEncoding encoding)
    {
        var table = await CsvSource.ReadAsync(new MemoryStream(SourceDecoding.Encode(German, encoding)), new InputOptions(), CancellationToken.None);

        Assert.Equal(encoding, table.Encoding);
        Assert.Equal("für Übergröße", table.Rows[0].Cells[0]);
    }

    private static async Task<string> ReadAsync(byte[] bytes)
    {
        await using var input = await Utf8Input.OpenAsync(new MemoryStream(bytes), isJson: null, CancellationToken.None);
        using var copy = new MemoryStream();
        await input.Content.CopyToAsync(copy);
        return Encoding.UTF8.GetString(copy.ToArray());
    }
}
