using System.Collections.Concurrent;
using BatchGen.Inference.Runtime;
using BatchGen.LlamaCpp.Contexts;
using BatchGen.LlamaCpp.Logging;
using BatchGen.LlamaCpp.Models;
using BatchGen.Testing.Models;

namespace BatchGen.LlamaCpp.Tests;

/// <summary>The one runtime of the test process, and a loaded random model for tests that only read it.</summary>
internal static class TestRuntime
{
    private static readonly Lazy<LlamaModel> Model = new(() => Load(new RandomModelShape()));

    public static ConcurrentQueue<LlamaLogLine> Log { get; } = new();

    public static LlamaCppRuntime Instance { get; } = new(Log.Enqueue);

    public static LlamaModel SharedModel => Model.Value;

    public static LlamaModel Load(RandomModelShape shape) => Load(new ModelLoadRequest(RandomModel.PathOf(shape)));

    public static LlamaModel Load(ModelLoadRequest request) =>
        (LlamaModel)Instance.LoadModel(request, progress: null, CancellationToken.None);

    /// <summary>F32 cells and one thread: what is computed then does not depend on how steps are cut.</summary>
    public static LlamaContext CreateContext(int cells, int slots, KvLayout layout = KvLayout.Unified) =>
        SharedModel.CreateContext(new ContextSettings(cells, slots, KvType: KvType.F32, KvLayout: layout));
}
