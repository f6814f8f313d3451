using System.IO.Compression;
using BatchGen.Batches.Data;
using BatchGen.Batches.Schedules;
using BatchGen.Batches.Templates;
using BatchGen.Batches.Tests.Testing;
using BatchGen.Code.Tasks;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace BatchGen.Batches.Tests.Schedules;

public sealed class ScheduleRunnerTests
{
    private static readonly TimeSpan UntilTwo = TimeSpan.FromHours(2);

    [Fact]
    public async Task RunDue_LeavesItAlone_WhenAnotherMachineTookItSinceItWasFound()
    {
        await using var house = await ScheduleHouse.CreateAsync();
        var first = await house.SaveNightlyAsync();
        var second = await house.SaveNightlyAsync(draft => draft with { Overlap = OverlapPolicy.Queue });
        house.Time.Advance(UntilTwo);
        // While this machine is at the first, another one does the second, which this one has found due as well.
        var isSecond = false;
        house.House.Engine.WhileCounting = async () =>
        {
            if (isSecond)
                return;
            isSecond = true;
            await house.NewRunner().RunDueAsync(CancellationToken.None);
        };

        await house.NewRunner().RunDueAsync(CancellationToken.None);

        Assert.Equal((1, 1), ((await house.RunsAsync(first)).Count, (await house.RunsAsync(second)).Count));
    }

    [Theory]
    [InlineData(StorageProvider.Sqlite)]
    [InlineData(StorageProvider.PostgreSql)]
    public async Task RunDue_SubmitsOnce_WhenSeveralMachinesLookAtOnce(StorageProvider provider)
    {
        await using var house = await ScheduleHouse.CreateAsync(provider);
        var id = await house.SaveNightlyAsync();
        await house.NewRunner().RunDueAsync(CancellationToken.None);
        Assert.Empty(await house.RunsAsync(id));

        house.Time.Advance(UntilTwo);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => house.NewRunner().RunDueAsync(CancellationToken.None))));

        var run = Assert.Single(await house.RunsAsync(id));
        Assert.Equal((RunState.Submitted, BatchState.Queued), (run.State, run.BatchState));
        var batch = await house.House.GetBatchAsync(run.BatchPublicId!);
        Assert.Equal(("Night · 2026-01-01 02:00", 2, id), (batch.Name, batch.TotalItems, batch.ScheduleId));
        Assert.Equal(["nightly"], batch.Labels);
        var template = (await house.Schedules.GetAsync(id, CancellationToken.None))!.Draft.TemplateId;
        Assert.NotNull((await house.House.Services.GetRequiredService<TemplateQueries>().GetAsync(template, CancellationToken.None))!.LastUsedAt);
        Assert.Equal(new DateTimeOffset(2026, 1, 2, 2, 0, 0, TimeSpan.Zero), (await house.Schedules.GetAsync(id, CancellationToken.None))!.NextRunAt);
    }

    [Theory]
    [InlineData(StorageProvider.Sqlite)]
    [InlineData(StorageProvider.PostgreSql)]
    public async Task RunNow_StoresNothing_WhenTheScheduleIsDeletedMeanwhile(StorageProvider provider)
    {
        await using var house = await ScheduleHouse.CreateAsync(provider);
        var id = await house.SaveNightlyAsync();
        house.House.Engine.WhileCounting = () => house.Schedules.DeleteAsync(id, CancellationToken.None);

        Assert.Empty(Assert.IsType<ScheduleRan>(await house.NewRunner().RunNowAsync(id, CancellationToken.None)).Runs);

        await using var db = await house.House.OpenAsync();
        Assert.Empty(await db.Batches.ToListAsync());
    }

    [Theory]
    [InlineData(OverlapPolicy.Skip, RunState.Skipped)]
    [InlineData(OverlapPolicy.Queue, RunState.Submitted)]
    public async Task RunDue_DoesAsTheScheduleSays_WhenItsLastBatchHasNotEnded(OverlapPolicy overlap, RunState second)
    {
        await using var house = await ScheduleHouse.CreateAsync();
        var id = await house.SaveNightlyAsync(draft => draft with { Overlap = overlap });

        house.Time.Advance(UntilTwo);
        await house.NewRunner().RunDueAsync(CancellationToken.None);
        house.Time.Advance(TimeSpan.FromDays(1));
        await house.NewRunner().RunDueAsync(CancellationToken.None);
        await house.House.RunJobsAsync();
        house.Time.Advance(TimeSpan.FromDays(1));
        await house.NewRunner().RunDueAsync(CancellationToken.None);

        Assert.Equal([RunState.Submitted, second, RunState.Submitted], (await house.RunsAsync(id)).Select(run => run.State));
    }

    [Theory]
    [InlineData(MissedRunPolicy.RunOnce, RunState.Submitted)]
    [InlineData(MissedRunPolicy.Skip, RunState.Skipped)]
    public async Task RunDue_MakesUpForAllAtOnceOrNone_WhenTheServerWasOff(MissedRunPolicy missed, RunState state)
    {
        await using var house = await ScheduleHouse.CreateAsync();
        var id = await house.SaveNightlyAsync(draft => draft with { MissedRuns = missed });

        house.Time.Advance(TimeSpan.FromDays(5));
        await house.NewRunner().RunDueAsync(CancellationToken.None);
        var next = await house.NewRunner().RunDueAsync(CancellationToken.None);

        var run = Assert.Single(await house.RunsAsync(id));
        Assert.Equal(state, run.State);
        Assert.Contains("2026-01-01 02:00", run.Note?.ToString(), StringComparison.Ordinal);
        Assert.Equal(new DateTimeOffset(2026, 1, 6, 2, 0, 0, TimeSpan.Zero), next);
    }

    [Fact]
    public async Task RunDue_RunsOnceAndNeverAgain_WhenItIsForOneTime()
    {
        await using var house = await ScheduleHouse.CreateAsync();
        var id = await house.SaveNightlyAsync(draft => draft with { Cron = null, OnceAt = house.Time.GetUtcNow() + UntilTwo });

        house.Time.Advance(UntilTwo);
        Assert.Null(await house.NewRunner().RunDueAsync(CancellationToken.None));
        house.Time.Advance(TimeSpan.FromDays(5));
        await house.NewRunner().RunDueAsync(CancellationToken.None);

        Assert.Single(await house.RunsAsync(id));
        Assert.False((await house.Schedules.GetAsync(id, CancellationToken.None))!.IsEnabled);
    }

    [Fact]
    public async Task RunDue_LeavesItAlone_WhenItIsDisabled()
    {
        await using var house = await ScheduleHouse.CreateAsync();
        var id = await house.SaveNightlyAsync();

        await house.Schedules.DisableAsync(id, CancellationToken.None);
        house.Time.Advance(TimeSpan.FromDays(5));
        Assert.Null(await house.NewRunner().RunDueAsync(CancellationToken.None));
        await house.Schedules.EnableAsync(id, CancellationToken.None);

        Assert.Empty(await house.RunsAsync(id));
        Assert.Equal(new DateTimeOffset(2026, 1, 6, 2, 0, 0, TimeSpan.Zero), await house.NewRunner().RunDueAsync(CancellationToken.None));
    }

    [Theory]
    [InlineData(StorageProvider.Sqlite)]
    [InlineData(StorageProvider.PostgreSql)]
    public async Task Sweep_GivesEachRunOneBatch_WhenACrashLeftThemStarting(StorageProvider provider)
    {
        await using var house = await ScheduleHouse.CreateAsync(provider);
        var id = await house.SaveNightlyAsync(draft => draft with { Overlap = OverlapPolicy.Queue });
        house.Time.Advance(UntilTwo);
        await house.NewRunner().RunDueAsync(CancellationToken.None);
        await using (var db = await house.House.OpenAsync())
        {
            // One crash after its batch was stored, one before.
            await db.ScheduleRuns.ExecuteUpdateAsync(
                set => set.SetProperty(run => run.State, RunState.Starting).SetProperty(run => run.BatchPublicId, (string?)null));
            db.ScheduleRuns.Add(new ScheduleRun { ScheduleId = id, At = house.Time.GetUtcNow(), State = RunState.Starting });
            await db.SaveChangesAsync();
        }

        for (var turn = 0; turn < 2; turn++)
        {
            await house.House.SweepAsync();
            await house.House.RunJobsAsync();
        }

        var runs = await house.RunsAsync(id);
        Assert.Equal(2, runs.Select(run => run.BatchPublicId).Distinct().Count());
        Assert.All(runs, run => Assert.Equal(RunState.Submitted, run.State));
        await using var after = await house.House.OpenAsync();
        Assert.Equal(2, await after.Batches.CountAsync());
    }

    [Fact]
    public async Task RunDue_IsTriedAgainByTheUpkeep_WhenSomethingUnexpectedHappens()
    {
        await using var house = await ScheduleHouse.CreateAsync();
        house.PutFile("a.txt", "a");
        var id = await house.SaveNightlyAsync(draft => draft with { Folder = house.Inbox, Overlap = OverlapPolicy.Queue });
        house.House.Engine.WhileCounting = () => throw new InvalidOperationException("Nobody expected this.");
        house.Time.Advance(UntilTwo);

        await house.NewRunner().RunDueAsync(CancellationToken.None);
        var tried = Assert.Single(await house.RunsAsync(id));
        Assert.Equal(RunState.Starting, tried.State);
        Assert.Contains("Nobody expected this.", tried.Note!.ToString(), StringComparison.Ordinal);

        house.House.Engine.WhileCounting = () => Task.CompletedTask;
        await house.House.SweepAsync();
        await house.House.RunJobsAsync();

        var run = Assert.Single(await house.RunsAsync(id));
        Assert.Equal((RunState.Submitted, null), (run.State, run.Note));
        Assert.True(File.Exists(Path.Combine(house.Inbox, "done", "a.txt")));
    }

    [Fact]
    public async Task RunDue_IsGivenUpWithItsReasonAndFreesItsFile_WhenItFailsAgainAndAgain()
    {
        await using var house = await ScheduleHouse.CreateAsync();
        house.PutFile("a.txt", "a");
        var id = await house.SaveNightlyAsync(draft => draft with { Folder = house.Inbox, Overlap = OverlapPolicy.Queue });
        house.House.Engine.WhileCounting = () => throw new InvalidOperationException("Nobody expected this.");
        house.Time.Advance(UntilTwo);
        await house.NewRunner().RunDueAsync(CancellationToken.None);

        for (var turn = 0; turn < 6; turn++)
        {
            await house.House.SweepAsync();
            await house.House.RunJobsAsync();
        }

        var run = Assert.Single(await house.RunsAsync(id));
        Assert.Equal(RunState.Refused, run.State);
        Assert.Contains("5 times", run.Note!.ToString(), StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(house.Inbox, "refused", "a.txt")));

        // The same content is taken again: no run holds on to it.
        house.House.Engine.WhileCounting = () => Task.CompletedTask;
        house.PutFile("a.txt", "a");
        Assert.Equal(RunState.Submitted, Assert.Single(Assert.IsType<ScheduleRan>(await house.NewRunner().RunNowAsync(id, CancellationToken.None)).Runs).State);
    }

    [Fact]
    public async Task RunDue_RunsTheOthers_WhenOneScheduleCannotBeRead()
    {
        await using var house = await ScheduleHouse.CreateAsync();
        var broken = await house.SaveNightlyAsync();
        var sound = await house.SaveNightlyAsync();
        await using (var db = await house.House.OpenAsync())
            await db.Schedules.Where(schedule => schedule.Id == broken).ExecuteUpdateAsync(set => set.SetProperty(schedule => schedule.TimeZone, "No/Where"));
        house.Time.Advance(UntilTwo);

        var next = await house.NewRunner().RunDueAsync(CancellationToken.None);

        Assert.Equal(RunState.Submitted, Assert.Single(await house.RunsAsync(sound)).State);
        Assert.True(next > house.Time.GetUtcNow());
    }

    [Fact]
    public async Task RunNow_SaysWhy_WhenTheInputIsRefused()
    {
        await using var house = await ScheduleHouse.CreateAsync();
        var template = await house.SaveTemplateAsync("{\"prompt\":12}");
        var id = await house.SaveNightlyAsync(draft => draft with { TemplateId = template });

        var run = Assert.Single(Assert.IsType<ScheduleRan>(await house.NewRunner().RunNowAsync(id, CancellationToken.None)).Runs);

        Assert.Equal((RunState.Refused, null), (run.State, run.BatchPublicId));
        Assert.Contains("prompt", run.Note?.ToString(), StringComparison.Ordinal);
        Assert.Equal("schedule_not_found", Assert.IsType<ScheduleRefused>(await house.NewRunner().RunNowAsync(999, CancellationToken.None)).Code);
    }
}
