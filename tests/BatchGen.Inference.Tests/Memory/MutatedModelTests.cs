using BatchGen.Inference.Gguf;
using BatchGen.Inference.Memory;
using BatchGen.Testing.Headers;
using BatchGen.Testing.Mutations;
using Xunit.Abstractions;

namespace BatchGen.Inference.Tests.Memory;

/// <summary>What comes after the reader keeps its promise too: a damaged header is planned or refused, never anything else.</summary>
public sealed class MutatedModelTests(ITestOutputHelper output)
{
    private const int Mutations = 5_000;

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    public void CheckAndPlan_ThrowOnlyTheirOwnErrors_WhenTheHeaderIsMutated(int seed)
    {
        var mutator = new HeaderMutator((ModelHeader.SmallChatglm with { Layers = 2, Vocabulary = 96 }).Header().Header(), new Random(seed));
        var planned = 0;
        for (var i = 0; i < Mutations; i++)
        {
            if (Survives(mutator.Next()))
                planned++;
        }

        output.WriteLine($"{planned} of {Mutations} planned");
        Assert.InRange(planned, 50, Mutations - 1);
    }

    private static bool Survives(byte[] header)
    {
        try
        {
            var file = GgufReader.Read(new MemoryStream(header, writable: false), "mutated");
            // Planned whether or not the check would refuse it: a caller may plan first.
            var plan = MemoryPlanner.Plan(ModelShape.From(file), new PlanSettings(4096, GpuLayers: 1), [Devices.Gpu(4), Devices.Cpu(16)]);
            GgufSafety.Check(file);
            return plan.Devices.Length == 2;
        }
        catch (Exception e) when (e is GgufException or PlanException)
        {
            return false;
        }
    }
}
