using System.Globalization;
using BatchGen.Benchmarks.Tables;

namespace BatchGen.Benchmarks.Throughput;

/// <summary>One row a workload and contender: medians and ranges over the rounds, our speed over theirs, and the counts.</summary>
internal static class ThroughputTable
{
    public static ResultTable Of(IReadOnlyList<Passage> passages) => new(
        "Throughput",
        [
            "model", "workload", "who", "rounds", "seconds, median", "range", "processor s", "tokens/s", "ours is × theirs", "range of the ratio", "decode tokens/s",
            "steps", "passes", "prefill computed", "cached", "drafted, hit", "outside llama_decode", "wrong",
        ],
        [.. passages.GroupBy(passage => (passage.Model, passage.Workload, passage.Items)).SelectMany(group => Rows([.. group]))]);

    private static IEnumerable<IReadOnlyList<string>> Rows(IReadOnlyList<Passage> workload)
    {
        var rounds = workload.GroupBy(passage => passage.Contender).Select(group => group.ToList()).ToList();
        return rounds.Select(theirs => Row(theirs, rounds[0]));
    }

    private static IReadOnlyList<string> Row(List<Passage> theirs, List<Passage> ours)
    {
        var last = theirs[^1].Figures;
        var seconds = Spread.Of(theirs.Select(passage => passage.Figures.Seconds));
        var isOurs = theirs == ours;
        // Decode alone is what llama-batched-bench measures; the whole passage is what everybody else does.
        var isDecode = theirs[0].Workload.StartsWith("decode", StringComparison.Ordinal);
        var ratio = isOurs ? null : Spread.Of(ours.Zip(theirs, (own, other) => Speed(own, isDecode) / Speed(other, isDecode)));
        return
        [
            theirs[0].Model,
            $"{theirs[0].Workload} ({theirs[0].Items})",
            theirs[0].Contender,
            Count(theirs.Count),
            Text(seconds.Median, "0.00"),
            $"{Text(seconds.Least, "0.00")}–{Text(seconds.Most, "0.00")}",
            last.ProcessorSeconds is null ? "" : Text(Spread.Of(theirs.Select(passage => passage.Figures.ProcessorSeconds ?? 0)).Median, "0.00"),
            Text(Spread.Of(theirs.Select(passage => passage.Figures.TokensASecond)).Median, "0"),
            ratio is null ? "" : $"**{Text(ratio.Median, "0.00")}**",
            ratio is null ? "" : $"{Text(ratio.Least, "0.00")}–{Text(ratio.Most, "0.00")}",
            last.DecodeSeconds is > 0 ? Text(Spread.Of(theirs.Select(passage => Speed(passage, isDecode: true))).Median, "0") : "",
            Count(last.Steps),
            Count(last.Passes),
            Count(last.PrefillTokens),
            Count(last.CachedTokens),
            last.Drafted is > 0 ? $"{Count(last.Drafted)}, {Count(last.Accepted)}" : "",
            last.LibrarySeconds is { } library ? Text((1 - (library / last.Seconds)) * 100, "0.0") + " %" : "",
            Count(last.Wrong),
        ];
    }

    private static double Speed(Passage passage, bool isDecode) => isDecode && passage.Figures.DecodeSeconds is { } seconds
        ? (passage.Figures.DecodeTokens ?? 0) / seconds
        : passage.Figures.TokensASecond;

    private static string Count(long? number) => number?.ToString("#,0", CultureInfo.InvariantCulture) ?? "";

    private static string Text(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
