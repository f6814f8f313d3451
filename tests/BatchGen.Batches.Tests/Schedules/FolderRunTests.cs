using System.IO.Compression;
using BatchGen.Batches.Data;
using BatchGen.Batches.Schedules;
using BatchGen.Batches.Tests.Testing;
using BatchGen.Code.Tasks;

namespace BatchGen.Batches.Tests.Schedules;

/// <summary>A schedule that submits what it finds in a folder.</summary>
public sealed class FolderRunTests
{
    private static readonly TimeSpan UntilTwo = TimeSpan.FromHours(2);

    [Fact]
    public async Task RunDue_SubmitsEachNewFileAndMovesIt_WhenAFolderIsWatched()
    {
        await using var house = await ScheduleHouse.CreateAsync();
        house.PutFile("b.jsonl", "{\"prompt\":\"b\"}");
        house.PutFile("a.txt", "a\naa");
        house.PutFile("bad.jsonl", "{}");
        house.PutFile("c.part", "unfinished");
        house.PutFile(".hidden.txt", "x");
        house.PutFile("fresh.txt", "still being written");
        File.SetLastWriteTimeUtc(Path.Combine(house.Inbox, "fresh.txt"), house.Time.GetUtcNow().UtcDateTime + UntilTwo);
        var id = await house.SaveNightlyAsync(draft => draft with { Folder = house.Inbox, Overlap = OverlapPolicy.Queue });

        house.Time.Advance(UntilTwo);
        await house.NewRunner().RunDueAsync(CancellationToken.None);

        var runs = (await house.RunsAsync(id)).OrderBy(run => run.FileName).ToList();
        Assert.Equal(
            [("a.txt", RunState.Submitted), ("b.jsonl", RunState.Submitted), ("bad.jsonl", RunState.Refused)], runs.Select(run => (run.FileName!, run.State)));
        Assert.Equal(["a.txt", "b.jsonl"], Names("done"));
        Assert.Equal(["bad.jsonl"], Names("refused"));
        Assert.Equal([".hidden.txt", "c.part", "fresh.txt"], Names(""));

        house.PutFile("a.txt", "a\naa");
        await house.NewRunner().RunNowAsync(id, CancellationToken.None);
        Assert.Equal(["a-2.txt", "a.txt", "b.jsonl"], Names("done"));

        string[] Names(string folder) =>
            [.. Directory.GetFiles(Path.Combine(house.Inbox, folder)).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];
    }

    [Fact]
    public async Task RunNow_ReadsTablesAndArchives_AsTheirNamesSay()
    {
        await using var house = await ScheduleHouse.CreateAsync();
        var template = await house.SaveTemplateAsync(input: null, TaskSetting.Of(TaskKind.Comment));
        var id = await house.SaveNightlyAsync(draft => draft with { TemplateId = template, Folder = house.Inbox });
        house.PutFile("rows.csv", "path,code\na.py,x = 1\nb.py,y = 2\n");
        house.PutFile("sources.zip", Zip("a.py", "b.py", "c.py"));
        house.PutFile("torn.zip", "no archive");

        var ran = Assert.IsType<ScheduleRan>(await house.NewRunner().RunNowAsync(id, CancellationToken.None));

        var runs = ran.Runs.OrderBy(run => run.FileName).ToList();
        Assert.Equal([RunState.Submitted, RunState.Submitted, RunState.Refused], runs.Select(run => run.State));
        Assert.Equal(2, (await house.House.GetBatchAsync(runs[0].BatchPublicId!)).TotalItems);
        Assert.Equal(3, (await house.House.GetBatchAsync(runs[1].BatchPublicId!)).TotalItems);
        Assert.NotEmpty(runs[2].Note!.ToString());

        static byte[] Zip(params string[] names)
        {
            using var packed = new MemoryStream();
            using (var archive = new ZipArchive(packed, ZipArchiveMode.Create))
            {
                foreach (var name in names)
                {
                    using var entry = new StreamWriter(archive.CreateEntry(name).Open());
                    entry.Write("x = 1");
                }
            }

            return packed.ToArray();
        }
    }

    [Fact]
    public async Task RunNow_TakesAFileOnce_WhenItsContentIsRemembered()
    {
        await using var house = await ScheduleHouse.CreateAsync();
        var id = await house.SaveNightlyAsync(draft => draft with { Folder = house.Inbox, ReadFiles = ReadFilePolicy.Remember });
        house.PutFile("a.txt", "a");

        var first = Assert.IsType<ScheduleRan>(await house.NewRunner().RunNowAsync(id, CancellationToken.None));
        house.PutFile("copy.txt", "a");
        var second = Assert.IsType<ScheduleRefused>(await house.NewRunner().RunNowAsync(id, CancellationToken.None));
        house.PutFile("a.txt", "b");
        var third = Assert.IsType<ScheduleRan>(await house.NewRunner().RunNowAsync(id, CancellationToken.None));

        Assert.Equal("schedule_no_new_file", second.Code);
        Assert.Equal([RunState.Submitted, RunState.Submitted], [Assert.Single(first.Runs).State, Assert.Single(third.Runs).State]);
        Assert.True(File.Exists(Path.Combine(house.Inbox, "a.txt")));
    }
}
