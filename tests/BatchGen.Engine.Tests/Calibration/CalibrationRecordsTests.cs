using BatchGen.Engine.Calibration;
using BatchGen.Engine.Setup;
using BatchGen.Inference.Gguf;
using BatchGen.Inference.Memory;
using BatchGen.Inference.Memory.Savings;
using BatchGen.Inference.Runtime;
using BatchGen.Inference.Sizing;
using BatchGen.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace BatchGen.Engine.Tests.Calibration;

public sealed class CalibrationRecordsTests : IDisposable
{
    private static readonly MeasuredEngine Speed = new(new OffloadSpeed(12.5, 3.25));

    private static readonly MeasuredEngine Steps = new(Steps: new MeasuredSteps(8.5, 0.25, 1e-5));

    private readonly ScratchFolder _folder = new();
    private readonly string _model;

    public CalibrationRecordsTests()
    {
        _model = _folder.File("model.gguf");
        File.WriteAllText(_model, "weights");
    }

    private string KeptFile => _folder.File("calibration.json");

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

        Assert.Equal(MeasuredEngine.Nothing, records.Find(_model, PlanOf(layers, card)));
        Assert.Equal(Speed, records.Find(_model, PlanOf(19)));
    }

    [Fact]
    public void Keep_LeavesWhatWasMeasuredBefore()
    {
        Records().Keep(_model, PlanOf(20), Speed);
        Records().Keep(_model, PlanOf(20), Steps);

        Assert.Equal(Speed.With(Steps), Records().Find(_model, PlanOf(20)));
    }

    [Fact]
    public void Find_KnowsNothing_WhenTheFileIsDamaged()
    {
        File.WriteAllText(KeptFile, "{ half a");

        var records = Records();
        Assert.Equal(MeasuredEngine.Nothing, records.Find(_model, PlanOf(20)));

        records.Keep(_model, PlanOf(20), Speed);
        Assert.Equal(Speed, Records().Find(_model, PlanOf(20)));
    }

    [Fact]
    public void Keep_GoesOn_WhenTheFileCannotBeWritten()
    {
        var records = new CalibrationRecords(
            Options.Create(new EngineOptions { CalibrationFile = _folder.File("missing/calibration.json") }), NullLogger<CalibrationRecords>.Instance);

        records.Keep(_model, PlanOf(20), Speed);

        Assert.Equal(Speed, records.Find(_model, PlanOf(20)));
    }

    private CalibrationRecords Records() =>
        new(Options.Create(new EngineOptions { CalibrationFile = KeptFile }), NullLogger<CalibrationRecords>.Instance);

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
