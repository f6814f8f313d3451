using BatchGen.Inference.Runtime;
using BatchGen.Testing.Models;

namespace BatchGen.Runtime.Contract.Models;

public abstract class ModelContract(RuntimeUnderTest runtime)
{
    [Fact]
    public void Dispose_LeavesTheContextUsable_WhenTheModelGoesFirst()
    {
        var model = runtime.Load(new RandomModelShape());
        using var context = model.CreateContext(new ContextSettings(KvCells: 256, Slots: 1));

        model.Dispose();

        Assert.Equal(DecodeStatus.Ok, TestDecoding.Fill(context, new SlotId(0), cells: 8));
    }

    [Fact]
    public void CreateContext_Throws_AfterDispose()
    {
        var model = runtime.Load(new RandomModelShape());
        model.Dispose();

        Assert.Throws<ObjectDisposedException>(() => model.CreateContext(new ContextSettings(KvCells: 256, Slots: 1)));
    }

    [Fact]
    public void VocabularyOnly_CountsTokens_AndRefusesAContext()
    {
        using var model = runtime.Load(new ModelLoadRequest(RandomModel.PathOf(new RandomModelShape()), VocabularyOnly: true));

        Assert.Equal(runtime.Tokens("return int"), model.Vocabulary.Tokenize("return int", parseSpecial: false));
        Assert.Equal(8192, model.Info.TrainedContextTokens);
        Assert.Throws<InvalidOperationException>(() => model.CreateContext(new ContextSettings(KvCells: 256, Slots: 1)));
    }

    [Fact]
    public void NoAlloc_TellsWhatARealContextTakes_AndRefusesToDecode()
    {
        var settings = new ContextSettings(KvCells: 4096, Slots: 4);
        using var simulated = runtime.Load(new ModelLoadRequest(RandomModel.PathOf(new RandomModelShape()), NoAlloc: true));
        using var planned = simulated.CreateContext(settings);
        using var real = runtime.SharedModel.CreateContext(settings);

        Assert.Equal(real.Info, planned.Info);
        Assert.Throws<InvalidOperationException>(() => TestDecoding.Fill(planned, new SlotId(0), cells: 1));
    }
}
