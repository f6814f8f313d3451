using BatchGen.Inference.Runtime;
using BatchGen.Testing.Models;

namespace BatchGen.Runtime.Contract;

/// <summary>The one runtime of a test process, and a loaded random model for tests that only read it.</summary>
public sealed class RuntimeUnderTest(IModelRuntime instance)
{
    private readonly Lazy<IRuntimeModel> _sharedModel = new(() => Load(instance, new ModelLoadRequest(RandomModel.PathOf(new RandomModelShape()))));

    public IModelRuntime Instance => instance;

    public IRuntimeModel SharedModel => _sharedModel.Value;

    public IRuntimeModel Load(RandomModelShape shape) => Load(new ModelLoadRequest(RandomModel.PathOf(shape)));

    public IRuntimeModel Load(ModelLoadRequest request) => Load(instance, request);

    /// <summary>F32 cells and one thread: what is computed then does not depend on how steps are cut.</summary>
    public IRuntimeContext CreateContext(int cells, int slots, KvLayout layout = KvLayout.Unified) =>
        SharedModel.CreateContext(new ContextSettings(cells, slots, KvType: KvType.F32, KvLayout: layout));

    public int[] Tokens(string text) => SharedModel.Vocabulary.Tokenize(text, parseSpecial: false);

    /// <summary>The answer of one prompt decoded in a context of its own.</summary>
    public int[] Alone(int[] prompt, int answerTokens)
    {
        using var context = CreateContext(cells: 512, slots: 1);
        var sequence = new TestSequence(new SlotId(0), prompt);
        TestDecoding.Run(context, [sequence], answerTokens, tokensEach: int.MaxValue);
        return [.. sequence.Answer];
    }

    private static IRuntimeModel Load(IModelRuntime runtime, ModelLoadRequest request) =>
        runtime.LoadModel(request, progress: null, CancellationToken.None);
}
