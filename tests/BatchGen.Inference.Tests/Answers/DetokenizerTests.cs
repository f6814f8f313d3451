using System.Text;
using BatchGen.Inference.Answers;
using CsCheck;

namespace BatchGen.Inference.Tests.Answers;

public sealed class DetokenizerTests
{
    // Whole characters of every length, and bytes that are no UTF-8.
    private static readonly Gen<byte[]> AnyBytes = Gen.OneOf(
        Gen.Byte.Array[1, 3],
        Gen.OneOf("a", "é", "代", "😀", "\n").Select(Encoding.UTF8.GetBytes)).Array[0, 12].Select(parts => parts.SelectMany(part => part).ToArray());

    [Fact]
    public void Append_GivesWhatUtf8GivesAtOnce_HoweverTheBytesAreCut() =>
        Gen.Select(AnyBytes, Gen.Int[1, 5].Array[1, 60]).Sample((bytes, lengths) =>
            Assert.Equal(Encoding.UTF8.GetString(bytes), string.Concat(Decode(bytes, lengths))), iter: 2_000);

    [Fact]
    public void Append_NeverCutsACharacter_HoweverTheBytesAreCut() =>
        Gen.Select(AnyBytes, Gen.Int[1, 5].Array[1, 60]).Sample((bytes, lengths) =>
            Assert.All(Decode(bytes, lengths), delta =>
                Assert.False(delta.Length > 0 && (char.IsLowSurrogate(delta[0]) || char.IsHighSurrogate(delta[^1])))));

    [Fact]
    public void Append_WaitsForTheRest_WhenACharacterIsNotWhole()
    {
        var detokenizer = new Detokenizer();
        var bytes = Encoding.UTF8.GetBytes("代");

        Assert.Equal("", detokenizer.Append(bytes.AsSpan(0, 2)).ToString());
        Assert.Equal("代", detokenizer.Append(bytes.AsSpan(2)).ToString());
        Assert.Equal("", detokenizer.Finish().ToString());
    }

    [Fact]
    public void Finish_ReplacesTheRest_WhenACharacterStaysHalf()
    {
        var detokenizer = new Detokenizer();
        detokenizer.Append([0xE4, 0xBB]);

        Assert.Equal("\uFFFD", detokenizer.Finish().ToString());
    }

    private static List<string> Decode(byte[] bytes, int[] lengths)
    {
        var detokenizer = new Detokenizer();
        var deltas = new List<string>();
        for (int at = 0, turn = 0; at < bytes.Length; turn++)
        {
            var length = Math.Min(lengths[turn % lengths.Length], bytes.Length - at);
            deltas.Add(detokenizer.Append(bytes.AsSpan(at, length)).ToString());
            at += length;
        }

        deltas.Add(detokenizer.Finish().ToString());
        return deltas;
    }
}
