using System.Text;
using BatchGen.Batches.Data;
using BatchGen.Batches.Schedules;
using BatchGen.Batches.Submission;
using BatchGen.Batches.Templates;
using BatchGen.Batches.Tests.Testing;
using BatchGen.Code.Tasks;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace BatchGen.Batches.Tests.Schedules;

/// <summary>A house with a clock of its own for schedules: 1 January 2026, 00:00 UTC, until the test moves it.</summary>
internal sealed class ScheduleHouse(BatchHouse house) : IAsyncDisposable
{
    private static readonly Author Ada = new("Ada", UserId: null);

    public BatchHouse House => house;

    public ManualTime Time { get; } = new();

    public BatchTemplates Templates => house.Services.GetRequiredService<BatchTemplates>();

    public BatchSchedules Schedules => _schedules ??= new BatchSchedules(Contexts, Templates, Folders, Time);

    public string Inbox => Path.Combine(house.DataDirectory, "inbox", "night");

    private BatchSchedules? _schedules;

    private IDbContextFactory<BatchGenDbContext> Contexts => house.Services.GetRequiredService<IDbContextFactory<BatchGenDbContext>>();

    private WatchedFolders Folders => new(
        house.Services.GetRequiredService<DataDirectory>(), new FixedOptions<ScheduleOptions>(new()), Time);

    /// <summary>Another one each time, as another machine has.</summary>
    public ScheduleRunner NewRunner() => new(
        Contexts, Templates, Schedules, house.Submission, Folders, new FixedOptions<ScheduleOptions>(new()), Time, NullLogger<ScheduleRunner>.Instance);

    public static async Task<ScheduleHouse> CreateAsync(StorageProvider provider = StorageProvider.Sqlite) => new(await BatchHouse.CreateAsync(provider));

    public async Task<long> SaveTemplateAsync(string? input, TaskSetting? task = null)
    {
        using var content = input is null ? null : new MemoryStream(Encoding.UTF8.GetBytes(input));
        var settings = new SubmissionRequest { ModelPath = house.Engine.ModelPath, Input = Stream.Null, Labels = ["nightly"], Task = task };
        return Assert.IsType<TemplateSaved>(
            await Templates.SaveAsync(new TemplateDraft($"t{Guid.NewGuid():N}", settings, content), Ada, CancellationToken.None)).Id;
    }

    /// <summary>Every day at 02:00 UTC, from a template of two prompts.</summary>
    public async Task<long> SaveNightlyAsync(Func<ScheduleDraft, ScheduleDraft>? change = null)
    {
        var draft = new ScheduleDraft("Night", await SaveTemplateAsync("one\ntwo"), "0 2 * * *", null, "UTC");
        return Assert.IsType<ScheduleSaved>(await Schedules.SaveAsync(null, change is null ? draft : change(draft), Ada, CancellationToken.None)).Id;
    }

    /// <summary>A person with a schedule like <see cref="SaveNightlyAsync"/>'s.</summary>
    public async Task<long> SaveNightlyOfAsync(User owner)
    {
        await using var db = await Contexts.CreateDbContextAsync();
        owner.NormalizedUserName = owner.UserName!.ToUpperInvariant();
        db.Users.Add(owner);
        await db.SaveChangesAsync();
        var draft = new ScheduleDraft($"{owner.UserName}'s night", await SaveTemplateAsync("one\ntwo"), "0 2 * * *", null, "UTC");
        return Assert.IsType<ScheduleSaved>(await Schedules.SaveAsync(null, draft, new Author(owner.UserName!, owner.Id), CancellationToken.None)).Id;
    }

    public Task<IReadOnlyList<RunSummary>> RunsAsync(long id) => Schedules.ListRunsAsync(id, null, 100, CancellationToken.None);

    /// <summary>A file that nobody has written to for an hour of this house's clock.</summary>
    public void PutFile(string name, string content) => PutFile(name, Encoding.UTF8.GetBytes(content));

    public void PutFile(string name, byte[] content)
    {
        Directory.CreateDirectory(Inbox);
        File.WriteAllBytes(Path.Combine(Inbox, name), content);
        File.SetLastWriteTimeUtc(Path.Combine(Inbox, name), Time.GetUtcNow().UtcDateTime.AddHours(-1));
    }

    public ValueTask DisposeAsync() => house.DisposeAsync();
}
