using System.Collections.Concurrent;
using BatchGen.LlamaCpp.Logging;
using BatchGen.Runtime.Contract;

namespace BatchGen.LLamaSharp.Tests;

/// <summary>The one runtime of the test process.</summary>
internal static class TestRuntime
{
    public static ConcurrentQueue<LlamaLogLine> Log { get; } = new();

    public static RuntimeUnderTest UnderTest { get; } = new(new LLamaSharpRuntime(Log.Enqueue));
}
