using BatchGen.Engine.Calibration;
using BatchGen.Inference.Runtime;
using BatchGen.Testing;

namespace BatchGen.Engine.Tests.Calibration;

public sealed class StepProbeTests
{
    private static readonly ContextSettings Context = new(4096, 16, DraftRows: 48);

    private readonly ManualTime _time = new();

    [Fact]
    public void Measure_TellsARowFromAPass_AndACellFromARow()
    {
        var steps = new StepProbe(Model(row: 2, cell: 0.001), Context, _time).Measure()!;

        Assert.Equal(10, steps.PassMilliseconds, 0.1);
        Assert.Equal(0.2, steps.Row, 0.02);
        Assert.Equal(0.0001, steps.Cell!.Value, 0.00001);
    }

    [Fact]
    public void Measure_LeavesCellsOpen_WhenAPromptWouldTakeLong()
    {
        var begun = _time.GetTimestamp();

        var steps = new StepProbe(Model(row: 20, cell: 0.001), Context, _time).Measure()!;

        Assert.Null(steps.Cell);
        Assert.Equal(2, steps.Row, 0.1);
        Assert.True(_time.GetElapsedTime(begun) < TimeSpan.FromSeconds(5));
    }

    [Theory]
    // Few cells are too few to find out what they cost; fewer still, and nothing can be told.
    [InlineData(512, true)]
    [InlineData(128, false)]
    public void Measure_TakesNoMoreCellsThanTheEngineHas(int cells, bool isMeasured)
    {
        var model = Model(row: 2, cell: 0.001);

        var steps = new StepProbe(model, Context with { KvCells = cells }, _time).Measure();

        Assert.Equal(isMeasured, steps is not null);
        Assert.Null(steps?.Cell);
        Assert.All(model.Contexts, settings => Assert.Equal(cells, settings.KvCells));
    }

    [Fact]
    public void Measure_CountsRowsAsFree_WhereMoreOfThemTakeNoLonger() =>
        Assert.Equal(0, new StepProbe(Model(row: 0, cell: 0), Context, _time).Measure()!.Row);

    [Fact]
    public void Measure_SaysSo_WhenAStepFails()
    {
        var model = Model(row: 1, cell: 0);
        model.Statuses.Enqueue(DecodeStatus.Failed);

        Assert.Equal("step_probe_failed", Assert.Throws<RuntimeException>(() => new StepProbe(model, Context, _time).Measure()).Code);
    }

    private TimedModel Model(double row, double cell) => new(_time, [4, 4], 2) { RowMilliseconds = row, CellMilliseconds = cell };
}
