using BatchGen.Testing;
using BatchGen.Web.Live;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace BatchGen.Web.Tests.Live;

public sealed class DrawTurnsTests : PageTestBase
{
    private readonly ScriptedTime _time;

    public DrawTurnsTests()
        : this(new ScriptedTime())
    {
    }

    private DrawTurnsTests(ScriptedTime time)
        : base(time) => _time = time;

    [Fact]
    public void Take_GivesTenTurnsASecond_FirstComeFirstServed()
    {
        var turns = new DrawTurns(_time);

        Assert.Equal([0, 100, 200, 300], Enumerable.Range(0, 4).Select(_ => turns.Take().TotalMilliseconds));

        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal([0, 100], Enumerable.Range(0, 2).Select(_ => turns.Take().TotalMilliseconds));
    }

    [Fact]
    public async Task Wait_TakesNoTurnFromOthers_WhileItKeepsItsOwnPace()
    {
        var turns = new DrawTurns(_time);
        var slow = turns.WaitAsync(TimeSpan.FromSeconds(1));

        Assert.True(turns.WaitAsync(TimeSpan.Zero).IsCompleted);
        Assert.False(slow.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(1));
        await slow;
    }

    [Fact]
    public async Task PageAndPill_DrawTenTimesASecondTogether_HoweverOftenSomethingChanges()
    {
        var page = Render<Probe>().Instance;
        var pill = Render<Probe>(parameters => parameters.Add(probe => probe.Pace, TimeSpan.FromSeconds(1))).Instance;
        var before = page.Draws + pill.Draws;

        for (var step = 0; step < 200; step++)
        {
            page.Changed();
            pill.Changed();
            _time.Advance(TimeSpan.FromMilliseconds(10));
            // Lets what was rung run; nothing is asserted of how long that takes.
            await Task.Delay(2);
        }

        // Two seconds, and the turn that was free at their beginning.
        Assert.InRange(page.Draws + pill.Draws - before, 1, 21);
    }

    /// <summary>Follows what changes as the dashboard and the pill do.</summary>
    private sealed class Probe : LiveComponentBase
    {
        private int _draws;

        [Parameter] public TimeSpan Pace { get; set; }

        public int Draws => Volatile.Read(ref _draws);

        public Action Changed { get; private set; } = () => { };

        protected override void OnInitialized() => Changed = Coalesced(() => { }, Pace);

        protected override void BuildRenderTree(RenderTreeBuilder builder) => Interlocked.Increment(ref _draws);
    }
}
