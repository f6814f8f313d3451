using System.Text;
using BatchGen.Code.Inputs;
using CsCheck;

namespace BatchGen.Code.Tests.Inputs;

public sealed class SourceDecodingTests
{
    [Theory]
    [InlineData(SourceEncoding.Utf8)]
    [InlineData(SourceEncoding.Utf8WithMark)]
    [InlineData(SourceEncoding.Utf16LittleEndian)]
    [InlineData(SourceEncoding.Utf16BigEndian)]
    public void Decode_GivesBackWhatEncodeWrote(SourceEncoding encoding) =>
        Gen.String.Where(text => !text.Contains('\0') && !text.StartsWith('\uFEFF') && IsWellFormed(text)).Sample(text =>
        {
            var decoded = SourceDecoding.Decode(SourceDecoding.Encode(text, encoding));
            return decoded.Text == text && decoded.Encoding == encoding;
        });

    [Fact]
    public void Decode_NeverThrows_WhateverTheBytes() =>
        Gen.Byte.Array.Sample(bytes =>
        {
            var decoded = SourceDecoding.Decode(bytes);
            return decoded.IsText == decoded.Obstacle is null;
        });

    [Theory]
    [InlineData(new byte[] { 0x63, 0xE9 }, SkipReason.UnknownEncoding)]
    [InlineData(new byte[] { 0x61, 0x00, 0x62, 0x00 }, SkipReason.Binary)]
    [InlineData(new byte[] { 0xFF, 0xFE, 0x61 }, SkipReason.UnknownEncoding)]
    [InlineData(new byte[] { 0xFF, 0xFE, 0x00, 0x00, 0x61, 0x00, 0x00, 0x00 }, SkipReason.Binary)]
    [InlineData(new byte[] { 0xFF, 0xFE, 0x00, 0xD8 }, SkipReason.Binary)]
    public void Decode_SaysWhy_WhenBytesAreNoText(byte[] bytes, SkipReason obstacle) =>
        Assert.Equal(obstacle, SourceDecoding.Decode(bytes).Obstacle);

    [Fact]
    public void Encode_ReplacesAnUnpairedSurrogate() =>
        Assert.Equal("a\uFFFDb", Encoding.UTF8.GetString(SourceDecoding.Encode("a\uD800b", SourceEncoding.Utf8)));

    private static bool IsWellFormed(string text)
    {
        try
        {
            _ = new UTF8Encoding(false, throwOnInvalidBytes: true).GetByteCount(text);
            return true;
        }
        catch (EncoderFallbackException)
        {
            return false;
        }
    }
}
