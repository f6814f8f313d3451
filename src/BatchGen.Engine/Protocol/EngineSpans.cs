using System.Diagnostics;
using Grpc.Core;

namespace BatchGen.Engine.Protocol;

/// <summary>The two spans of one call, on either side of the process boundary: the call's metadata (W3C traceparent) ties them.</summary>
internal static class EngineSpans
{
    public const string SourceName = "BatchGen.Engine";

    private const string TraceParent = "traceparent";

    private static readonly ActivitySource Source = new(SourceName);

    /// <summary>In the program that asks. Ended by whoever began it; it is nobody's surroundings, for the call goes on in many contexts.</summary>
    public static Activity? BeginCall(string address)
    {
        var around = Activity.Current;
        var span = Source.StartActivity("engine.generate", ActivityKind.Client)?.SetTag("batchgen.engine.address", Path.GetFileName(address));
        Activity.Current = around;
        return span;
    }

    /// <summary>What the engine is told of the trace; null when there is none.</summary>
    public static Metadata? HeadersOf(Activity? call) => (call ?? Activity.Current)?.Id is { } id ? new Metadata { { TraceParent, id } } : null;

    /// <summary>In the engine's process.</summary>
    public static Activity? BeginServing(Metadata headers)
    {
        // The server's own span of the call is sent to nobody.
        Activity.Current = null;
        return ActivityContext.TryParse(headers.GetValue(TraceParent), traceState: null, isRemote: true, out var caller)
            ? Source.StartActivity("engine.serve", ActivityKind.Server, caller)
            : null;
    }
}
