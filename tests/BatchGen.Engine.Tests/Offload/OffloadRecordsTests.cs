using BatchGen.Engine.Offload;
using BatchGen.Engine.Setup;
using BatchGen.Inference.Gguf;
using BatchGen.Inference.Memory;
using BatchGen.Inference.Memory.Savings;
using BatchGen.Inference.Runtime;
using BatchGen.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace BatchGen.Engine.Tests.Offload;

public sealed class OffloadRecordsTests : IDisposable
{
    private static readonly OffloadSpeed Speed = new(12.5, 3.25);

    private readonly ScratchFolder _folder = new();
    private readonly string _model;

    public OffloadRecordsTests()
    {
        _model = _folder.File("model.gguf");
        File.WriteAllText(_model, "weights");
    }

    private string KeptFile => _folder.File("offload.json");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Find_KnowsWhatAnEarlierProgramMeasured()
    {
        Records().Keep(_model, PlanOf(20), Speed);

        Assert.Equal(Speed, Records().Find(_model, PlanOf(20)));
    }

    [Theory]
    [InlineData(21, "card", "weights")]
    [InlineData(20, "another card", "weights")]
    [InlineData(20, "card", "other weights")]
    public void Find_KnowsNothing_OfOtherLayersDevicesOrFiles(int layers, string card, string weights)
    {
        var records = Records();
        records.Keep(_model, PlanOf(20), Speed);
        File.WriteAllText(_model, weights);
        File.SetLastWriteTimeUtc(_model, weights == "weights" ? DateTime.UnixEpoch : DateTime.UnixEpoch.AddDays(1));
        records.Keep(_model, PlanOf(19), Speed);

        Assert.Null(records.Find(_model, PlanOf(layers, card)));
        Assert.Equal(Speed, records.Find(_model, PlanOf(19)));
    }

    [Fact]
    public void Find_KnowsNothing_WhenTheFileIsDamaged()
    {
        File.WriteAllText(KeptFile, "{ half a");

        var records = Records();
        Assert.Null(records.Find(_model, PlanOf(20)));

        records.Keep(_model, PlanOf(20), Speed);
        Assert.Equal(Speed, Records().Find(_model, PlanOf(20)));
    }

    [Fact]
    public void Keep_GoesOn_WhenTheFileCannotBeWritten()
    {
        var records = new OffloadRecords(
            Options.Create(new EngineOptions { OffloadFile = _folder.File("missing/offload.json") }), NullLogger<OffloadRecords>.Instance);

        records.Keep(_model, PlanOf(20), Speed);

        Assert.Equal(Speed, records.Find(_model, PlanOf(20)));
    }

    private OffloadRecords Records() =>
        new(Options.Create(new EngineOptions { OffloadFile = KeptFile }), NullLogger<OffloadRecords>.Instance);

    private static MemoryPlan PlanOf(int layers, string card = "card")
    {
        const long GiB = 1L << 30;
        DeviceBudget[] devices =
        [
            DeviceBudget.Whole(new DeviceMemory("CUDA0", card, DeviceKind.Gpu, 24 * GiB, 24 * GiB)),
            DeviceBudget.Whole(new DeviceMemory("CPU", "", DeviceKind.Cpu, 64 * GiB, 64 * GiB)),
        ];
        return MemoryPlanner.Plan(ReferenceShapes.CodeGeeX4(GgufTensorType.Q8_0), new PlanSettings(4096, GpuLayers: layers), devices);
    }
}
