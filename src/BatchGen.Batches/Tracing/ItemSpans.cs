using System.Diagnostics;
using BatchGen.Inference.Scheduling;
using Microsoft.Extensions.Options;

namespace BatchGen.Batches.Tracing;

/// <summary>Spans of single answers: of a traced batch as many as Telemetry:TracedItemsPercent says, else none; a night has fifty thousand of them.</summary>
internal sealed class ItemSpans(IOptionsMonitor<TracingOptions> options)
{
    /// <summary>Told when the answer is stored: from when the engine received its prompt to its last token. Hangs on the shard's span.</summary>
    /// <param name="commit">The span that it is stored in; null when nobody traces.</param>
    public void Record(Activity? commit, string batchPublicId, int ordinal, SequenceResult result, DateTimeOffset now)
    {
        if (commit is not { Recorded: true } || Random.Shared.NextDouble() * 100 >= options.CurrentValue.TracedItemsPercent)
            return;
        var timings = result.Timings;
        var began = now - timings.Queued - timings.Prefill - timings.Decode;
        using var span = Spans.Source.StartActivity("item.generate", ActivityKind.Internal, commit.Parent?.Context ?? commit.Context, startTime: began);
        Spans.Named(span, batchPublicId)?
            .SetTag("batchgen.item.ordinal", ordinal)
            .SetTag("gen_ai.usage.input_tokens", result.PromptTokens)
            .SetTag("gen_ai.usage.output_tokens", result.CompletionTokens)
            .AddEvent(new ActivityEvent("first_step", began + timings.Queued))
            .AddEvent(new ActivityEvent("first_token", began + timings.Queued + timings.Prefill))
            .SetEndTime(now.UtcDateTime);
    }
}
