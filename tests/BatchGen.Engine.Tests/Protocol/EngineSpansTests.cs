using System.Diagnostics;
using BatchGen.Engine.Protocol;
using Grpc.Core;

namespace BatchGen.Engine.Tests.Protocol;

public sealed class EngineSpansTests
{
    [Fact]
    public void Serving_HangsOnTheCall_AcrossTheBoundary()
    {
        using var listener = Listen();
        using var around = new Activity("the shard").SetIdFormat(ActivityIdFormat.W3C).Start();
        using var call = EngineSpans.BeginCall("/run/engine.sock");

        using var serving = EngineSpans.BeginServing(EngineSpans.HeadersOf(call)!);

        Assert.Equal(around.SpanId, call!.ParentSpanId);
        Assert.Equal((around.TraceId, call.SpanId), (serving!.TraceId, serving.ParentSpanId));
    }

    [Fact]
    public void BeginCall_LeavesWhatIsCurrent()
    {
        using var listener = Listen();
        using var around = new Activity("the shard").SetIdFormat(ActivityIdFormat.W3C).Start();

        using var call = EngineSpans.BeginCall("/run/engine.sock");

        Assert.Same(around, Activity.Current);
    }

    [Fact]
    public void Serving_HasNoSpan_WhenTheCallHadNone()
    {
        using var listener = Listen();

        Assert.Null(EngineSpans.BeginServing([]));
        Assert.Null(EngineSpans.BeginServing(new Metadata { { "traceparent", "nonsense" } }));
    }

    private static ActivityListener Listen()
    {
        var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == EngineSpans.SourceName,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }
}
