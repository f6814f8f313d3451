using System.Globalization;
using BatchGen.Batches.Data;
using BatchGen.Batches.Progress;
using BatchGen.Engine.Client;
using BatchGen.Web.Controls;
using BatchGen.Web.Layout;

namespace BatchGen.Web.Tests.Layout;

public sealed class QueueStateTests
{
    private static readonly BatchProgress Running = new(
        "batch_1", BatchState.Running, 10, 2, 0, 0, 0, 0, [new RunningItem(3, "a", DateTimeOffset.UnixEpoch)], 1, 10, null, null, DateTimeOffset.UnixEpoch);

    [Fact]
    public void Of_IsIdle_WhenNothingIsThere() => Assert.Equal("Idle", QueueState.Of([], []).Word);

    [Theory]
    [InlineData("en", "Paused", "The queue is paused by Ada. Resume it on the dashboard.")]
    [InlineData("zh-CN", "已暂停", "队列已由 Ada 暂停。可在仪表盘上恢复。")]
    public void Of_SpeaksTheLanguageOfWhoeverAsks_WhenTheQueueIsPaused(string language, string word, string title)
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);

        var queue = QueueState.Of([Running], [], new QueuePause { By = "Ada", At = DateTimeOffset.UnixEpoch });

        Assert.Equal((word, title), (queue.Word, queue.Title));
    }

    [Theory]
    [InlineData(EngineState.Failed, StateTone.Failed, "Problem")]
    [InlineData(EngineState.Restarting, StateTone.Waiting, "Restarting")]
    [InlineData(EngineState.Ready, StateTone.Running, "Running 1")]
    public void Of_PutsProblemsFirst_WhenBatchesRunToo(EngineState state, StateTone tone, string word)
    {
        var queue = QueueState.Of([Running], [Engine(state)]);

        Assert.Equal(tone, queue.Tone);
        Assert.Equal(word, queue.Word);
    }

    [Fact]
    public void Of_SaysThatItIsOutsideHours_UnlessSomethingRunsAllTheSame()
    {
        Assert.Equal(("Off hours", "Until eight."), (QueueState.Of([], [], closed: "Until eight.").Word, QueueState.Of([], [], closed: "Until eight.").Title));
        Assert.Equal("Off hours", QueueState.Of([Running with { Running = [] }], [], closed: "Until eight.").Word);
        Assert.Equal("Running 1", QueueState.Of([Running], [], closed: "Until eight.").Word);
    }

    [Fact]
    public void Of_SaysHowMuchIsLeft_WhenBatchesRun() =>
        Assert.Equal("1 item in the engine, 8 items left.", QueueState.Of([Running], []).Title);

    private static EngineStatus Engine(EngineState state) =>
        new("/models/a.gguf", state, 1, null, 0, "It ended.", null, null, [], 0, DateTimeOffset.UnixEpoch);
}
