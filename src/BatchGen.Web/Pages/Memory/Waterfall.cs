using BatchGen.Inference.Memory.Savings;

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
        builder.Add("Weights", "9.4 billion numbers in 16 bit", "the same in 8 bit", "8-bit weights", found.WeightsBytes, advised.WeightsBytes);
        builder.Add("KV cache", "room for 131,072 tokens in 16 bit", "room for 4,096 tokens in 8 bit", "the context the task needs", found.KvBytes, advised.KvBytes);
        builder.Add("Compute", "attention scores written out in full", "flash attention, scores only where needed", "flash attention",
            found.ComputeBytes + found.OutputBytes, advised.ComputeBytes + advised.OutputBytes);
        builder.Add("Fixed reserve", $"an engine that takes {article.Reserve.Fraction:P0} of a 48 GB card, needed or not", "nothing is taken that the plan does not need", "a plan instead of a fraction",
            article.Reserve.IdleBytes(found), 0);
        return builder.Build();
    }

    private sealed class Builder
    {
        private readonly List<WaterfallStep> _steps = [];
        private long _found;
        private long _advised;

        public void Add(string name, string asFound, string recommended, string lever, long foundBytes, long advisedBytes)
        {
            _steps.Add(new WaterfallStep(name, asFound, recommended, lever, new WaterfallBar(_found, foundBytes), new WaterfallBar(_advised, advisedBytes)));
            _found += foundBytes;
            _advised += advisedBytes;
        }

        public Waterfall Build() => new(_steps, _found, _advised);
    }
}
