using BatchGen.Batches.Gauges;
using BatchGen.Engine.Client;

namespace BatchGen.Batches.Tests.Gauges;

public sealed class EngineTotalsTests
{
    private static readonly EngineStatus Engine = new("/models/a.gguf", EngineState.Ready, 1, 1, 0, null, null, null, [], 0, DateTimeOffset.UnixEpoch);

    [Fact]
    public void Add_GoesOn_WhenTheNextProcessBeginsAtZero()
    {
        var totals = new EngineTotals();

        Assert.Equal(10, totals.Add("decode", Engine, 10));
        Assert.Equal(25, totals.Add("decode", Engine, 25));
        Assert.Equal(25, totals.Add("decode", Engine, null));
        Assert.Equal(32, totals.Add("decode", Engine, 7));
        // Another process that nobody saw leave.
        Assert.Equal(35, totals.Add("decode", Engine, 3));
    }

    [Fact]
    public void Add_KeepsCountersAndModelsApart()
    {
        var totals = new EngineTotals();
        totals.Add("decode", Engine, 10);

        Assert.Equal(4, totals.Add("prefill", Engine, 4));
        Assert.Equal(2, totals.Add("decode", Engine with { ModelPath = "/models/b.gguf" }, 2));
        Assert.Equal(11, totals.Add("decode", Engine, 11));
    }
}
