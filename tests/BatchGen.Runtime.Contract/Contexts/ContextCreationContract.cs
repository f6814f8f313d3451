using BatchGen.Inference.Runtime;
using BatchGen.Testing.Models;

namespace BatchGen.Runtime.Contract.Contexts;

public abstract class ContextCreationContract(RuntimeUnderTest runtime)
{
    [Theory]
    [InlineData(0, 256, 1, "Slots must be 1 to 256; it is 0")]
    [InlineData(257, 256, 1, "Slots must be 1 to 256; it is 257")]
    [InlineData(1, 0, 1, "KV cells must be at least 1; it is 0")]
    [InlineData(1, 256, 0, "Step tokens must be at least 1; it is 0")]
    public void Create_NamesTheSetting_WhenItIsOutOfBounds(int slots, int cells, int stepTokens, string sentence)
    {
        var exception = Refuse(new RandomModelShape(), new ContextSettings(cells, slots, stepTokens));

        Assert.Equal("context_settings_invalid", exception.Code);
        Assert.Contains(sentence, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Create_SaysWhatAQuantizedCacheNeeds_WhenFlashAttentionIsOff()
    {
        var exception = Refuse(new RandomModelShape(), new ContextSettings(KvCells: 256, Slots: 1, KvType: KvType.Q8_0, FlashAttention: false));

        Assert.Contains("needs flash attention", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Create_SaysWhatDoesNotFit_WhenAQuantizedCacheCannotDivideTheHeads()
    {
        // Heads of 16 do not fill a block of 32.
        var exception = Refuse(new RandomModelShape(Heads: 4), new ContextSettings(KvCells: 256, Slots: 1, KvType: KvType.Q8_0));

        Assert.Equal("context_create_failed", exception.Code);
        Assert.Matches("does not divide .*16", exception.Message);
    }

    [Theory]
    [InlineData(KvLayout.Unified, 1000, 7, 1024, 1024)]
    [InlineData(KvLayout.PerSlot, 1000, 7, 1792, 256)]
    public void Create_TellsTheCellsThatTheLibraryMadeOfThem(KvLayout layout, int asked, int slots, int cells, int cellsPerSlot)
    {
        using var context = runtime.CreateContext(asked, slots, layout);

        Assert.Equal(cells, context.Info.KvCells);
        Assert.Equal(cellsPerSlot, context.Info.CellsPerSlot);
        // 2 layers × 1 KV head × 32 × (4 + 4) bytes a cell in F32; the log rounds to 0.01 MiB.
        Assert.InRange(context.Info.KvBytes, (cells * 512L) - 5300, (cells * 512L) + 5300);
        Assert.True(context.Info.ComputeBytes > 0);
    }

    [Fact]
    public void Create_DoesNotHang_WhenMoreThreadsAreAskedForThanThereAreCores()
    {
        using var context = runtime.SharedModel.CreateContext(new ContextSettings(KvCells: 256, Slots: 1, Threads: 5000));

        Assert.Equal(DecodeStatus.Ok, TestDecoding.Fill(context, new SlotId(0), cells: 16));
    }

    private RuntimeException Refuse(RandomModelShape shape, ContextSettings settings)
    {
        using var model = runtime.Load(shape);
        return Assert.Throws<RuntimeException>(() => model.CreateContext(settings));
    }
}
