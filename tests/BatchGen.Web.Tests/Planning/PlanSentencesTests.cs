using BatchGen.Engine.Calibration;
using BatchGen.Engine.Planning;
using BatchGen.Inference.Gguf;
using BatchGen.Inference.Memory;
using BatchGen.Inference.Memory.Savings;
using BatchGen.Inference.Runtime;
using BatchGen.Web.Planning;

namespace BatchGen.Web.Tests.Planning;

public sealed class PlanSentencesTests
{
    private const long GiB = 1L << 30;

    [Theory]
    [InlineData(12.34, 3.26, "26 of 41 layers on GPUs: about 3.3 times slower than all layers on the GPU; 12 tokens/s")]
    [InlineData(2.3, null, "26 of 41 layers on GPUs: 2.3 tokens/s for one prompt alone, measured when")]
    [InlineData(null, null, "26 of 41 layers on GPUs; the rest on the CPU is slower. How much is measured when")]
    public void Offload_SaysHowMuchSlower_OrThatItIsNotKnown(double? tokensPerSecond, double? slowdown, string beginning)
    {
        var answer = Answer(26) with { Offload = tokensPerSecond is { } speed ? new OffloadSpeed(speed, slowdown) : null };

        Assert.StartsWith(beginning, PlanSentences.Offload(answer), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-1, true)]
    [InlineData(0, false)]
    public void Offload_SaysNothing_WhenAllLayersAreOnTheGpu_OrThereIsNone(int layers, bool hasCard) =>
        Assert.Null(PlanSentences.Offload(Answer(layers, hasCard)));

    /// <summary>The page has them in the reader's language, JSON and logs in English: both must say the same.</summary>
    [Fact]
    public void Remedy_SaysTheSameAsThePlan_InEnglish()
    {
        var settings = new PlanSettings(131_072, 32, KvCells: 131_072, FlashAttention: false);
        var plan = MemoryPlanner.Plan(ReferenceShapes.CodeGeeX4(GgufTensorType.F16), settings, Devices(12));

        Assert.NotEmpty(plan.Remedies);
        Assert.All(
            plan.Remedies.Where(remedy => remedy.Kind != RemedyKind.SmallerModel), remedy => Assert.Equal(remedy.Sentence, PlanSentences.Remedy(plan, remedy)));
    }

    private static PlanAnswer Answer(int layers, bool hasCard = true)
    {
        var devices = Devices(24);
        return new PlanAnswer(
            MemoryPlanner.Plan(ReferenceShapes.CodeGeeX4(GgufTensorType.Q8_0), new PlanSettings(4096, GpuLayers: layers), hasCard ? devices : [devices[1]]),
            PlanSource.Computed);
    }

    private static IReadOnlyList<DeviceBudget> Devices(int gibibytes) =>
    [
        DeviceBudget.Whole(new DeviceMemory("CUDA0", "card", DeviceKind.Gpu, gibibytes * GiB, gibibytes * GiB)),
        DeviceBudget.Whole(new DeviceMemory("CPU", "", DeviceKind.Cpu, 64 * GiB, 64 * GiB)),
    ];
}
