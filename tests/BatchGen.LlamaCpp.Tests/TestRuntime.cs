using System.Collections.Concurrent;
using BatchGen.Inference.Runtime.Binding;
using BatchGen.Inference.Runtime.Logs;
using BatchGen.Runtime.Contract;

namespace BatchGen.LlamaCpp.Tests;

/// <summary>The one runtime of the test process.</summary>
internal static class TestRuntime
{
    public static ConcurrentQueue<LlamaLogLine> Log { get; } = new();

    public static RuntimeUnderTest UnderTest { get; } = new(new ModelRuntime(new LlamaCppBinding(), Log.Enqueue));
}
