using System.Globalization;
using BatchGen.Batches.Data;
using BatchGen.Batches.Progress;
using BatchGen.Testing;
using BatchGen.Web.CommandLine.Display;

namespace BatchGen.Web.Tests.CommandLine.Display;

public sealed class PlainDisplayTests : IDisposable
{
    private readonly ManualTime _time = new();
    private readonly StringWriter _output = new();
    private readonly PlainDisplay _display;

    public PlainDisplayTests()
    {
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        _display = new PlainDisplay(_output, _time);
    }

    public void Dispose() => _output.Dispose();

    [Fact]
    public void Running_WritesALineNowAndThen_WhenProgressComesOften()
    {
        for (var tenth = 0; tenth < 100; tenth++)
        {
            _display.Running(Progress(tenth));
            _time.Advance(TimeSpan.FromMilliseconds(100));
        }

        Assert.Equal(2, _output.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Fact]
    public void Running_SaysDoneRateAndTimeLeft()
    {
        _display.Running(Progress(40));

        Assert.Equal($"40/1,000 done, 250 tokens/s, 2 min left{Environment.NewLine}", _output.ToString());
    }

    private static BatchProgress Progress(int done) => new(
        "batch_1", BatchState.Running, 1_000, done, 0, 0, 0, 0, [], 4, 250, TimeSpan.FromSeconds(90), null, DateTimeOffset.UnixEpoch);
}
