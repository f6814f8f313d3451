using System.Text;
using BatchGen.Inference.Answers;
using CsCheck;

namespace BatchGen.Inference.Tests.Answers;

public sealed class StopMatcherTests
{
    // Two letters only, so that stop texts overlap themselves and each other all the time.
    private static Gen<string> Letters(int least, int most) =>
        Gen.OneOf('a', 'b').Array[least, most].Select(letters => new string(letters));

    [Theory]
    [InlineData("one STOP two", "one ", "STOP")]
    [InlineData("one ST two", "one ST two", "STOP")]
    [InlineData("no stop at all", "no stop at all")]
    [InlineData("ababac", "ab", "abac")]
    [InlineData("xbcd", "x", "bc", "bcd")]
    [InlineData("abcd", "a", "abcd", "bc")]
    [InlineData("abc", "", "abc", "bc")]
    [InlineData("a\n\nb", "a", "\n\n")]
    [InlineData("你好😀世界", "你好", "😀")]
    [InlineData("😀😁", "😀", "😁")]
    [InlineData("", "", "x")]
    public void Append_ReleasesWhatComesBeforeTheFirstStopText_WhenFedByCharacter(string text, string expected, params string[] stops) =>
        Assert.Equal(expected, string.Concat(Feed(text, stops, [1])));

    [Fact]
    public void Append_ReleasesTheSame_HoweverTheTextIsCut() =>
        Gen.Select(Letters(0, 40), Letters(1, 5).Array[0, 3], Gen.Int[1, 7].Array[1, 10]).Sample((text, stops, lengths) =>
            Assert.Equal(SimpleCut(text, stops), string.Concat(Feed(text, stops, lengths))), iter: 5_000);

    [Fact]
    public void Append_HoldsBackOnlyWhatCouldStillBecomeAStopText_Always() =>
        Gen.Select(Letters(0, 40), Letters(1, 5).Array[1, 3]).Sample((text, stops) =>
        {
            var released = "";
            var cut = SimpleCut(text, stops);
            var matcher = new StopMatcher(stops);
            for (var i = 0; i < cut.Length; i++)
            {
                released += Append(matcher, text.AsSpan(i, 1));
                var held = cut[released.Length..(i + 1)];
                Assert.True(held.Length == 0 || stops.Any(stop => stop.StartsWith(held, StringComparison.Ordinal)));
            }
        }, iter: 1_000);

    [Fact]
    public void Append_GivesTheTextBeforeTheStop_WhenBothCameInOnePiece()
    {
        var matcher = new StopMatcher(["END"]);

        Assert.Equal("text ", Append(matcher, "text END more"));
        Assert.True(matcher.HasStopped);
        Assert.Equal("", Append(matcher, "more"));
    }

    // Not InlineData: attributes are stored as UTF-8, which has no half characters.
    public static TheoryData<char[], bool> Texts => new()
    {
        { [], false },
        { ['\uD83D'], false },
        { ['a', '\uDE00'], false },
        { ['\uDE00', '\uD83D'], false },
        { ['\uD83D', '\uDE00'], true },
        { [' '], true },
        { ['\uFFFD'], true },
    };

    [Theory]
    [MemberData(nameof(Texts))]
    public void IsUsable_WantsWholeCharacters_Always(char[] stop, bool expected) =>
        Assert.Equal(expected, StopMatcher.IsUsable(new string(stop)));

    /// <summary>The definition: go character by character; the first at which any stop text ends cuts before the longest of them.</summary>
    private static string SimpleCut(string text, string[] stops)
    {
        for (var end = 1; end <= text.Length; end++)
        {
            string[] met = [.. stops.Where(stop => text[..end].EndsWith(stop, StringComparison.Ordinal))];
            if (met.Length > 0)
                return text[..(end - met.Max(stop => stop.Length))];
        }

        return text;
    }

    private static List<string> Feed(string text, string[] stops, int[] lengths)
    {
        var matcher = new StopMatcher(stops);
        var deltas = new List<string>();
        for (int at = 0, turn = 0; at < text.Length; turn++)
        {
            var length = Math.Min(lengths[turn % lengths.Length], text.Length - at);
            deltas.Add(Append(matcher, text.AsSpan(at, length)));
            at += length;
        }

        var rest = new StringBuilder();
        matcher.Finish(rest);
        deltas.Add(rest.ToString());
        return deltas;
    }

    private static string Append(StopMatcher matcher, ReadOnlySpan<char> text)
    {
        var released = new StringBuilder();
        matcher.Append(text, released);
        return released.ToString();
    }
}
