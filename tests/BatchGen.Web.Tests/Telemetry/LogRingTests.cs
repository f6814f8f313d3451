using BatchGen.Batches.Data;
using BatchGen.Batches.Tracing;
using BatchGen.Web.Telemetry;
using Microsoft.Extensions.Logging;

namespace BatchGen.Web.Tests.Telemetry;

public sealed class LogRingTests
{
    [Fact]
    public void Read_HasTheNewestFirst_AndForgetsTheOldest()
    {
        var ring = new LogRing(3);
        for (var i = 1; i <= 5; i++)
            ring.Add(Line(LogLevel.Information, $"line {i}"));

        Assert.Equal(["line 5", "line 4", "line 3"], ring.Read(LogLevel.Trace, "", 10).Select(line => line.Text));
        Assert.Equal(["line 5", "line 4"], ring.Read(LogLevel.Trace, "", 2).Select(line => line.Text));
        Assert.Equal(5, ring.Added);
    }

    [Theory]
    [InlineData(LogLevel.Trace, "", 3)]
    [InlineData(LogLevel.Warning, "", 2)]
    [InlineData(LogLevel.Error, "", 1)]
    [InlineData(LogLevel.Trace, "DISK", 1)]
    [InlineData(LogLevel.Trace, "batch_abc", 1)]
    [InlineData(LogLevel.Trace, "Some.Class", 3)]
    [InlineData(LogLevel.Error, "disk", 0)]
    public void Read_LeavesOutWhatIsNotAskedFor(LogLevel least, string text, int found)
    {
        var ring = new LogRing(10);
        ring.Add(Line(LogLevel.Information, "fine"));
        ring.Add(Line(LogLevel.Warning, "The disk is full."));
        ring.Add(Line(LogLevel.Error, "failed") with { BatchId = "batch_abc" });

        Assert.Equal(found, ring.Read(least, text, 10).Count);
    }

    [Fact]
    public void Provider_TakesIdsFromTheScopes_AndHidesSecrets()
    {
        var ring = new LogRing(10);
        using var provider = new LogRingProvider(ring, new MachineClock(TimeProvider.System));
        using var factory = LoggerFactory.Create(logging => logging.AddProvider(provider));
        var logger = factory.CreateLogger("Some.Class");

        using (logger.BeginScope(LogIds.OfItem("batch_abc", 7)))
            logger.LogError(new InvalidOperationException("Host=db;Password=hunter2hunter2;Timeout=5"), "Key {Key} was used.", "bgk_0123456789abcdef");
        logger.LogWarning("No batch.");

        var lines = ring.Read(LogLevel.Trace, "", 10);
        Assert.Equal((null, null), (lines[0].BatchId, lines[0].Item));
        Assert.Equal(("batch_abc", 7, "Class"), (lines[1].BatchId, lines[1].Item, lines[1].Source));
        Assert.Equal("Key [hidden] was used.", lines[1].Text);
        Assert.Contains("Password=[hidden];Timeout=5", lines[1].Detail, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", lines[1].ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Authorization: Bearer abc.def-123", "Authorization: Bearer [hidden]")]
    [InlineData("https://me:secret@host/path", "https://me:[hidden]@host/path")]
    [InlineData("GET /account/start?token=abcdef&x=1", "GET /account/start?token=[hidden]&x=1")]
    [InlineData("api_key = 'abc def', next", "api_key = [hidden], next")]
    [InlineData("sk-abcdefghijklmnop", "[hidden]")]
    [InlineData("12 prompt tokens, 3 items: nothing to hide", "12 prompt tokens, 3 items: nothing to hide")]
    public void Redaction_HidesWhatLetsSomebodyIn_AndNothingElse(string line, string shown) => Assert.Equal(shown, Redaction.Of(line));

    private static LogLine Line(LogLevel level, string text) => new(0, DateTimeOffset.UnixEpoch, level, "Some.Class", text, null, null, null);
}
