using BatchGen.Inference.Runtime;

namespace BatchGen.Inference.Tests.Runtime;

public sealed class SequenceEnvelopeTests
{
    private static readonly SequenceOrigin Origin = new("llama.cpp v1", "model.gguf|1|2", KvType.F16, FlashAttention: true, KvLayout.Unified, Slots: 4);

    private static readonly byte[] Cells = [1, 2, 3, 4, 5];

    public static TheoryData<SequenceOrigin> OtherOrigins => new(
        Origin with { Runtime = "llama.cpp v2" },
        Origin with { Model = "model.gguf|1|3" },
        Origin with { KvType = KvType.F32 },
        Origin with { FlashAttention = false },
        Origin with { Layout = KvLayout.PerSlot });

    [Fact]
    public void Unwrap_GivesTheCellsBack()
    {
        var state = Wrap(Origin);

        Assert.Equal(Cells.Length + SequenceEnvelope.OverheadBytes, state.Length);
        Assert.Equal(Cells, new SequenceEnvelope(Origin).Unwrap(state).ToArray());
    }

    [Theory]
    [MemberData(nameof(OtherOrigins))]
    public void Unwrap_Throws_WhenTheCellsFitElsewhere(SequenceOrigin other) => Assert.Equal("sequence_state_foreign", Refuse(Wrap(other)));

    [Fact]
    public void Unwrap_DoesNotCountSlots_WhereAllShareOnePoolOfCells() =>
        Assert.Equal(Cells, new SequenceEnvelope(Origin with { Slots = 9 }).Unwrap(Wrap(Origin)).ToArray());

    [Fact]
    public void Unwrap_CountsSlots_WhereEachHasCellsOfItsOwn()
    {
        var origin = Origin with { Layout = KvLayout.PerSlot };

        Assert.Equal("sequence_state_foreign", Refuse(Wrap(origin with { Slots = 9 }), origin));
    }

    [Fact]
    public void Unwrap_Throws_WhereverOneByteIsChanged()
    {
        var state = Wrap(Origin);
        for (var index = 0; index < state.Length; index++)
        {
            state[index] ^= 0x10;
            Assert.Equal("sequence_state_invalid", Refuse(state));
            state[index] ^= 0x10;
        }
    }

    [Fact]
    public void Unwrap_Throws_WhereverTheBytesEnd()
    {
        var state = Wrap(Origin);
        for (var length = 0; length < state.Length; length++)
            Assert.Equal("sequence_state_invalid", Refuse(state[..length]));
    }

    [Fact]
    public void Wrap_Throws_WhenTheCellsAreMoreThanOneArrayHolds()
    {
        var exception = Assert.Throws<RuntimeException>(() => new SequenceEnvelope(Origin).Wrap(3_000_000_000, _ => Assert.Fail("Nothing was to be written.")));

        Assert.Equal("sequence_state_too_large", exception.Code);
    }

    private static byte[] Wrap(SequenceOrigin origin) => new SequenceEnvelope(origin).Wrap(Cells.Length, target => Cells.CopyTo(target));

    private static string Refuse(byte[] state) => Refuse(state, Origin);

    private static string Refuse(byte[] state, SequenceOrigin origin) =>
        Assert.Throws<RuntimeException>(() => new SequenceEnvelope(origin).Unwrap(state).ToArray()).Code;
}
