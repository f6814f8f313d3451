using BatchGen.Inference.Memory;

namespace BatchGen.Inference.Tests.Memory;

/// <summary>The formulas against what llama.cpp itself said, for seventeen models and 790 configurations.</summary>
public sealed class DryRunTests
{
    public static TheoryData<string> Models => [.. DryRun.All.Select(run => run.Model).Distinct()];

    [Theory]
    [MemberData(nameof(Models))]
    public void Weights_AreLlamaCpps_ToTheByte(string model)
    {
        var shape = TestShapes.Named(model);

        Assert.All(Runs(model), run => Assert.Equal(run.WeightsBytes, shape.WeightBytes));
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void KvBytes_AreLlamaCpps_ToTheByte(string model)
    {
        var shape = TestShapes.Named(model);

        Assert.All(Runs(model), run => Assert.Equal(run.KvBytes, KvCache.Bytes(shape, run.Settings)));
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void ComputeBytes_AreLlamaCpps_ToTheByte(string model)
    {
        var shape = TestShapes.Named(model);

        Assert.All(Runs(model), run => Assert.Equal(run.ComputeBytes, ComputeBuffer.Bytes(shape, run.Settings)));
    }

    private static List<DryRun> Runs(string model) => [.. DryRun.All.Where(run => run.Model == model)];
}
