using BatchGen.Web.Doctor;

namespace BatchGen.Web.Tests.Doctor;

/// <summary>What doctor looks at, each by itself.</summary>
public sealed class LookTests
{
    [Theory]
    [InlineData("libssl.so.1.1", FindingState.Ok)]
    [InlineData("libcurl.so.4", FindingState.Problem)]
    public async Task System_IsAProblem_WhenThereIsNoOpenSsl(string there, object expected)
    {
        if (!OperatingSystem.IsLinux())
            return;

        var findings = await new SystemLook(library => library == there).LookAsync(CancellationToken.None);

        Assert.Equal(expected, Assert.Single(findings).State);
    }

    [Theory]
    [InlineData(DiskLook.LittleBytes - 1, true)]
    [InlineData(DiskLook.LittleBytes, false)]
    public void Disk_IsRemarked_WhenLittleIsFree(long freeBytes, bool isRemarked) =>
        Assert.Equal(isRemarked, DiskLook.Room("disk", "data", freeBytes) is { State: FindingState.Warning });

    [Theory]
    [InlineData("Mars/Olympus", 500, "Mars/Olympus")]
    [InlineData(null, 1, "tzdata")]
    public void Clock_IsRemarked_WhenTheZoneIsNotKnown(string? said, int known, string words)
    {
        var finding = Clock(TimeSpan.Zero).Zone(said, known);

        Assert.Equal(FindingState.Warning, finding.State);
        Assert.Contains(words, $"{finding.Sentence} {finding.Remedy}", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(29, FindingState.Ok)]
    [InlineData(-31, FindingState.Warning)]
    public async Task Clock_IsRemarked_WhenTheDatabasesIsFarFromIt(int secondsAhead, object expected)
    {
        var findings = await Clock(TimeSpan.FromSeconds(secondsAhead)).LookAsync(CancellationToken.None);

        Assert.Equal(expected, findings[0].State);
    }

    private static ClockLook Clock(TimeSpan ahead) => new(new Batches.Data.MachineClock(TimeProvider.System), () => ahead);
}
