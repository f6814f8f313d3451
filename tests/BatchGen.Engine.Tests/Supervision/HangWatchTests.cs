using System.Globalization;
using BatchGen.Engine.Protocol;
using BatchGen.Engine.Supervision;

namespace BatchGen.Engine.Tests.Supervision;

public sealed class HangWatchTests
{
    private readonly HangWatch _watch = new(TimeSpan.FromMinutes(5));

    public static TheoryData<string, string, int> Engines => new()
    {
        // What is heard first, what is heard in every turn after it ("" for nothing), and the turn that ends the process.
        { "busy 0", "", 11 },
        { "busy 0", "busy 0", 11 },
        { "idle 0", "", 11 },
        { "load 0", "", 61 },
        { "load 1", "load 1", 61 },
    };

    [Theory]
    [MemberData(nameof(Engines))]
    public void EndTurn_GivesUp_WhenNothingMoved(string first, string then, int lastTurn)
    {
        _watch.Hear(Reply(first));

        Assert.Equal(lastTurn, FirstTurnThatGivesUp(() => then));
    }

    [Fact]
    public void EndTurn_HasPatience_WhileAStepGetsOn()
    {
        long nodes = 0;

        Assert.Null(FirstTurnThatGivesUp(() => $"busy {nodes++}"));
    }

    [Theory]
    [InlineData("idle 0")]
    [InlineData("load {0}")]
    public void EndTurn_HasPatience_WhileThereIsASignOfLife(string reply)
    {
        var turn = 0;

        Assert.Null(FirstTurnThatGivesUp(() => string.Format(CultureInfo.InvariantCulture, reply, turn++)));
    }

    [Fact]
    public void EndTurn_LeavesAnIdleEngineTheTimeOfItsNextSign_WhenPatienceIsShort()
    {
        var watch = new HangWatch(TimeSpan.FromSeconds(1));
        watch.Hear(Reply("idle 0"));

        // Ten seconds, in turns of a tenth of one.
        Assert.Equal(101, FirstTurnThatGivesUp(() => "", watch));
    }

    private int? FirstTurnThatGivesUp(Func<string> heard, HangWatch? watch = null)
    {
        watch ??= _watch;
        for (var turn = 1; turn <= 200; turn++)
        {
            if (heard() is { Length: > 0 } reply)
                watch.Hear(Reply(reply));
            if (watch.EndTurn())
                return turn;
        }

        return null;
    }

    private static StatusReply Reply(string reply)
    {
        var (state, progress) = (reply[..4], long.Parse(reply[5..], CultureInfo.InvariantCulture));
        return state == "load"
            ? new StatusReply { State = HostStateWire.HostLoading, LoadProgress = progress }
            : new StatusReply { State = HostStateWire.HostReady, Activity = new ActivityWire { IsAwake = state == "busy", Progress = progress } };
    }
}
