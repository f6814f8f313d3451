using BatchGen.Inference.Gguf;
using BatchGen.Inference.Memory;
using BatchGen.Inference.Runtime;
using BatchGen.Inference.Tests.Gguf;
using BatchGen.Testing.Headers;

namespace BatchGen.Inference.Tests.Memory;

/// <summary>Weights of CodeGeeX4-9B in Q8_0, as llama.cpp v0.5.0 allocated them on a Xeon with AMX and on one without.</summary>
public sealed class AmxPackingTests
{
    [Theory]
    [InlineData(WeightPacking.AsInFile, 9_988_964_352, PlanAccuracy.Exact)]
    [InlineData(WeightPacking.Amx, 11_086_299_136, PlanAccuracy.Exact)]
    [InlineData(WeightPacking.Unknown, 9_988_964_352, PlanAccuracy.Estimate)]
    public void Plan_CountsWhatTheProcessorPacks(WeightPacking packing, long bytes, PlanAccuracy accuracy)
    {
        using var folder = new ScratchFolder();
        ModelHeader.CodeGeeX4.Header().WriteSparse(folder.File("codegeex4.gguf"));
        var shape = ModelShape.From(GgufFile.Read(folder.File("codegeex4.gguf")));
        var memory = new DeviceMemory("CPU", "main memory", DeviceKind.Cpu, 64L << 30, 64L << 30) { Packing = packing };

        var plan = MemoryPlanner.Plan(shape, new PlanSettings(4096), [DeviceBudget.Whole(memory)]);

        Assert.Equal((bytes, accuracy), (Assert.Single(plan.Devices).WeightsBytes, plan.Accuracy));
    }

    [Theory]
    [InlineData(64, 64, GgufTensorType.Q8_0, 64 * 2 * 4)]
    [InlineData(256, 32, GgufTensorType.Q4_K, 32 * 4)]
    [InlineData(256, 32, GgufTensorType.Q5_K, 32 * 4)]
    [InlineData(256, 32, GgufTensorType.IQ4_XS, 32 * 2)]
    [InlineData(256, 32, GgufTensorType.Q6_K, 0)]
    [InlineData(64, 64, GgufTensorType.Q4_0, 0)]
    [InlineData(64, 64, GgufTensorType.F16, 0)]
    // Not a multiple of two tiles: it stays as it is.
    [InlineData(64, 48, GgufTensorType.Q8_0, 0)]
    public void ExtraBytes_CountsTheSumsBesideEachBlock(long columns, long rows, GgufTensorType type, long bytes) =>
        Assert.Equal(bytes, AmxPacking.ExtraBytes(new GgufTensor("blk.0.ffn_up.weight", type, [columns, rows], DataOffset: 0, Bytes: 0)));
}
