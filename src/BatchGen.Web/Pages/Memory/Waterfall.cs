using System.Globalization;
using BatchGen.Inference.Memory.Savings;
using BatchGen.Web.Localization;

namespace BatchGen.Web.Pages.Memory;

/// <summary>The article's case part by part, each number worked out from the model's shape and the two settings.</summary>
public sealed record Waterfall(IReadOnlyList<WaterfallStep> Steps, long FoundBytes, long AdvisedBytes)
{
    public static Waterfall Of(ArticleCase article)
    {
        ArgumentNullException.ThrowIfNull(article);
        var found = article.AsFound;
        var advised = article.Recommended;
        var builder = new Builder();
        builder.Add("StepWeights", found.WeightsBytes, advised.WeightsBytes);
        builder.Add("StepKv", found.KvBytes, advised.KvBytes);
        builder.Add("StepCompute", found.ComputeBytes + found.OutputBytes, advised.ComputeBytes + advised.OutputBytes);
        builder.Add("StepReserve", article.Reserve.IdleBytes(found), 0, article.Reserve.Fraction.ToString("P0", CultureInfo.CurrentCulture));
        return builder.Build();
    }

    private sealed class Builder
    {
        private readonly List<WaterfallStep> _steps = [];
        private long _found;
        private long _advised;

        public void Add(string key, long foundBytes, long advisedBytes, params object[] found)
        {
            _steps.Add(new WaterfallStep(
                Texts<MemoryPageTexts>.Of(key),
                Texts<MemoryPageTexts>.Of($"{key}Found", found),
                Texts<MemoryPageTexts>.Of($"{key}Now"),
                Texts<MemoryPageTexts>.Of($"{key}Lever"),
                new WaterfallBar(_found, foundBytes),
                new WaterfallBar(_advised, advisedBytes)));
            _found += foundBytes;
            _advised += advisedBytes;
        }

        public Waterfall Build() => new(_steps, _found, _advised);
    }
}

/// <summary>One step of the waterfall: a part as it was found beside the same part as recommended.</summary>
/// <param name="Lever">What makes the difference, in a few words.</param>
public sealed record WaterfallStep(string Name, string AsFound, string Recommended, string Lever, WaterfallBar Found, WaterfallBar Advised)
{
    public long SavedBytes => Found.Bytes - Advised.Bytes;
}

/// <summary>A floating bar: it starts where the part before it ended.</summary>
public sealed record WaterfallBar(long StartBytes, long Bytes);
