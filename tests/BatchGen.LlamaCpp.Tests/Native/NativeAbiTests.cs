using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using BatchGen.Inference.Runtime.Binding;
using BatchGen.LlamaCpp.Native;

namespace BatchGen.LlamaCpp.Tests.Native;

/// <summary>Sizes and offsets as a C compiler gives them for llama.h of release v0.5.0 on a 64-bit system.</summary>
public sealed class NativeAbiTests
{
    [Fact]
    public void Sizes_AreTheHeaders()
    {
        Assert.Equal(80, Unsafe.SizeOf<ModelParams>());
        Assert.Equal(160, Unsafe.SizeOf<ContextParams>());
        Assert.Equal(64, Unsafe.SizeOf<QuantizeParams>());
        Assert.Equal(56, Unsafe.SizeOf<Batch>());
        Assert.Equal(12, Unsafe.SizeOf<TokenCandidate>());
        Assert.Equal(32, Unsafe.SizeOf<TokenCandidateArray>());
    }

    [Theory]
    [InlineData(nameof(ModelParams.Devices), 0)]
    [InlineData(nameof(ModelParams.TensorBufferOverrides), 8)]
    [InlineData(nameof(ModelParams.GpuLayers), 16)]
    [InlineData(nameof(ModelParams.SplitMode), 20)]
    [InlineData(nameof(ModelParams.LoadMode), 24)]
    [InlineData(nameof(ModelParams.LazyMode), 28)]
    [InlineData(nameof(ModelParams.MainGpu), 32)]
    [InlineData(nameof(ModelParams.TensorSplit), 40)]
    [InlineData(nameof(ModelParams.ProgressCallback), 48)]
    [InlineData(nameof(ModelParams.ProgressUserData), 56)]
    [InlineData(nameof(ModelParams.KvOverrides), 64)]
    [InlineData(nameof(ModelParams.VocabularyOnly), 72)]
    [InlineData(nameof(ModelParams.CheckTensors), 73)]
    [InlineData(nameof(ModelParams.UseExtraBuffers), 74)]
    [InlineData(nameof(ModelParams.NoHost), 75)]
    [InlineData(nameof(ModelParams.NoAlloc), 76)]
    [InlineData(nameof(ModelParams.LoadMtp), 77)]
    public void ModelParams_HasTheHeadersOffsets(string field, int offset) =>
        Assert.Equal(offset, Marshal.OffsetOf<ModelParams>(field));

    [Theory]
    [InlineData(nameof(ContextParams.ContextTokens), 0)]
    [InlineData(nameof(ContextParams.BatchTokens), 4)]
    [InlineData(nameof(ContextParams.MicroBatchTokens), 8)]
    [InlineData(nameof(ContextParams.MaxSequences), 12)]
    [InlineData(nameof(ContextParams.RecurrentSnapshots), 16)]
    [InlineData(nameof(ContextParams.MaxOutputs), 20)]
    [InlineData(nameof(ContextParams.MaxOutputsPerSequence), 24)]
    [InlineData(nameof(ContextParams.Threads), 28)]
    [InlineData(nameof(ContextParams.BatchThreads), 32)]
    [InlineData(nameof(ContextParams.ContextType), 36)]
    [InlineData(nameof(ContextParams.RopeScaling), 40)]
    [InlineData(nameof(ContextParams.Pooling), 44)]
    [InlineData(nameof(ContextParams.Attention), 48)]
    [InlineData(nameof(ContextParams.FlashAttention), 52)]
    [InlineData(nameof(ContextParams.RopeFrequencyBase), 56)]
    [InlineData(nameof(ContextParams.RopeFrequencyScale), 60)]
    [InlineData(nameof(ContextParams.YarnExtFactor), 64)]
    [InlineData(nameof(ContextParams.YarnAttentionFactor), 68)]
    [InlineData(nameof(ContextParams.YarnBetaFast), 72)]
    [InlineData(nameof(ContextParams.YarnBetaSlow), 76)]
    [InlineData(nameof(ContextParams.YarnOriginalContext), 80)]
    [InlineData(nameof(ContextParams.DefragThreshold), 84)]
    [InlineData(nameof(ContextParams.EvalCallback), 88)]
    [InlineData(nameof(ContextParams.EvalUserData), 96)]
    [InlineData(nameof(ContextParams.KeyType), 104)]
    [InlineData(nameof(ContextParams.ValueType), 108)]
    [InlineData(nameof(ContextParams.AbortCallback), 112)]
    [InlineData(nameof(ContextParams.AbortUserData), 120)]
    [InlineData(nameof(ContextParams.Embeddings), 128)]
    [InlineData(nameof(ContextParams.OffloadKqv), 129)]
    [InlineData(nameof(ContextParams.NoPerf), 130)]
    [InlineData(nameof(ContextParams.OffloadOps), 131)]
    [InlineData(nameof(ContextParams.SwaFull), 132)]
    [InlineData(nameof(ContextParams.KvUnified), 133)]
    [InlineData(nameof(ContextParams.Samplers), 136)]
    [InlineData(nameof(ContextParams.SamplerCount), 144)]
    [InlineData(nameof(ContextParams.OtherContext), 152)]
    public void ContextParams_HasTheHeadersOffsets(string field, int offset) =>
        Assert.Equal(offset, Marshal.OffsetOf<ContextParams>(field));

    [Theory]
    [InlineData(nameof(Batch.TokenCount), 0)]
    [InlineData(nameof(Batch.Tokens), 8)]
    [InlineData(nameof(Batch.Embeddings), 16)]
    [InlineData(nameof(Batch.Positions), 24)]
    [InlineData(nameof(Batch.SequenceCounts), 32)]
    [InlineData(nameof(Batch.Sequences), 40)]
    [InlineData(nameof(Batch.Outputs), 48)]
    public void Batch_HasTheHeadersOffsets(string field, int offset) =>
        Assert.Equal(offset, Marshal.OffsetOf<Batch>(field));
}
