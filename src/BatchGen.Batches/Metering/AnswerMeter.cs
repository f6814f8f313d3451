using System.Diagnostics;
using System.Diagnostics.Metrics;
using BatchGen.Batches.Data;
using BatchGen.Inference.Scheduling;

namespace BatchGen.Batches.Metering;

/// <summary>
/// What answers cost, counted once each: those of batches when they are stored, so that the sums are those of the results. An answer that was
/// thrown away (generated again for its flags, or lost with its engine) is in the engine's own counters only.
/// </summary>
public sealed class AnswerMeter
{
    /// <summary>Seconds. A batch's prompt may wait for minutes behind others; a live one is to begin within a second.</summary>
    private static readonly double[] Waits = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 600, 1800];

    /// <summary>Seconds a token: 1000 tokens a second to one in two seconds.</summary>
    private static readonly double[] TokenTimes = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.15, 0.2, 0.3, 0.5, 1, 2];

    private readonly Counter<long> _promptTokens;
    private readonly Counter<long> _cachedTokens;
    private readonly Counter<long> _generatedTokens;
    private readonly Histogram<double> _queued;
    private readonly Histogram<double> _firstToken;
    private readonly Histogram<double> _eachToken;
    private readonly Histogram<double> _whole;

    public AnswerMeter(IMeterFactory meters)
    {
        var meter = BatchGenMeter.Of(meters);
        _promptTokens = meter.CreateCounter<long>("batchgen.prompt_tokens", "{token}", "Tokens of the prompts of answers.");
        _cachedTokens = meter.CreateCounter<long>("batchgen.cached_tokens", "{token}", "Of these, taken from what was computed for another prompt.");
        _generatedTokens = meter.CreateCounter<long>("batchgen.generated_tokens", "{token}", "Tokens generated for answers.");
        _queued = NewHistogram(meter, "batchgen.request_queue_time", "From the engine's receipt of a prompt to its first step.", Waits);
        _firstToken = NewHistogram(meter, "batchgen.time_to_first_token", "From the engine's receipt of a prompt to its first generated token.", Waits);
        _eachToken = NewHistogram(meter, "batchgen.time_per_output_token", "Between two generated tokens of an answer, on average over it.", TokenTimes);
        _whole = NewHistogram(meter, "batchgen.request_duration", "From the engine's receipt of a prompt to its whole answer.", Waits);
    }

    public void Count(WorkSource source, SequenceResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        var tags = new TagList { { "source", NameOf(source) } };
        _promptTokens.Add(result.PromptTokens, tags);
        _cachedTokens.Add(result.CachedTokens, tags);
        _generatedTokens.Add(result.CompletionTokens, tags);

        var toFirst = result.Timings.Queued + result.Timings.Prefill;
        _queued.Record(result.Timings.Queued.TotalSeconds, tags);
        _whole.Record((toFirst + result.Timings.Decode).TotalSeconds, tags);
        if (result.CompletionTokens > 0)
            _firstToken.Record(toFirst.TotalSeconds, tags);
        if (result.CompletionTokens > 1)
            _eachToken.Record(result.Timings.Decode.TotalSeconds / (result.CompletionTokens - 1), tags);
    }

    internal static string NameOf(WorkSource source) => source switch
    {
        WorkSource.Batch => "batch",
        WorkSource.Live => "live",
    };

    private static Histogram<double> NewHistogram(Meter meter, string name, string description, double[] buckets) =>
        meter.CreateHistogram(name, "s", description, tags: null, new InstrumentAdvice<double> { HistogramBucketBoundaries = buckets });
}
