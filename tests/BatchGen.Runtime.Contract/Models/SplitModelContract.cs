using BatchGen.Inference.Gguf;
using BatchGen.Inference.Memory;
using BatchGen.Inference.Runtime;
using BatchGen.Testing;
using BatchGen.Testing.Headers;

namespace BatchGen.Runtime.Contract.Models;

/// <summary>A model in several files is the model: the same plan, the same logits, given its first file.</summary>
public abstract class SplitModelContract(RuntimeUnderTest runtime)
{
    private static readonly ModelHeader Shape = HeaderModel.Windowed with { SlidingWindow = 64 };

    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    public void Load_GivesTheSameLogits_FromPartsAsFromOneFile(int parts)
    {
        using var folder = new ScratchFolder();
        var whole = folder.File("whole.gguf");
        HeaderModel.Write(whole, Shape.Header());
        var first = HeaderModel.WriteParts(folder.Path, "split", Shape.Header(), parts)[0];

        Assert.Equal(ModelShape.From(GgufFile.Read(whole)).Layers.AsEnumerable(), ModelShape.From(GgufFile.Read(first)).Layers.AsEnumerable());
        GgufSafety.CheckForLoad(GgufFile.Read(first));
        Assert.Equal(Logits(whole), Logits(first));
    }

    private float[] Logits(string path)
    {
        using var model = runtime.Load(new ModelLoadRequest(path));
        using var context = model.CreateContext(new ContextSettings(256, 1, KvType: KvType.F32));
        var step = new StepInput(8);
        for (var position = 0; position < 8; position++)
            step.Add(10 + position, position, new SlotId(0), wantsLogits: position == 7);
        Assert.Equal(DecodeStatus.Ok, context.Decode(step));
        return context.GetLogits(7).ToArray();
    }
}
