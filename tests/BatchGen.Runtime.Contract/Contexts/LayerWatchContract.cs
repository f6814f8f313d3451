using BatchGen.Inference.Runtime;

namespace BatchGen.Runtime.Contract.Contexts;

public abstract class LayerWatchContract(RuntimeUnderTest runtime)
{
    [Fact]
    public void CreateWatchedContext_TellsOfEveryLayerInOrder_AndComputesTheSame()
    {
        var model = runtime.SharedModel;
        var layers = new List<int>();
        var settings = new ContextSettings(KvCells: 256, Slots: 1, StepTokens: 32, MicroStepTokens: 32);
        using var watched = Assert.IsAssignableFrom<ILayerWatching>(model).CreateWatchedContext(settings, layers.Add);
        using var plain = model.CreateContext(settings);

        for (var position = 0; position < 3; position++)
        {
            layers.Clear();
            var logits = Decode(watched, position);

            Assert.Equal(Enumerable.Range(0, model.Info.LayerCount), layers);
            Assert.Equal(Decode(plain, position), logits);
        }
    }

    private static float[] Decode(IRuntimeContext context, int position)
    {
        var step = new StepInput(1);
        step.Add(token: 'a', position, new SlotId(0), wantsLogits: true);
        Assert.Equal(DecodeStatus.Ok, context.Decode(step));
        return context.GetLogits(0).ToArray();
    }
}
