using BatchGen.Batches.Data;
using BatchGen.Batches.Live;
using BatchGen.Batches.Quotas;
using BatchGen.Batches.Requests;
using BatchGen.Batches.Settings;
using BatchGen.Batches.Submission;
using BatchGen.Batches.Tests.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace BatchGen.Batches.Tests.Settings;

public sealed class SettingsStoreTests
{
    [Theory]
    [InlineData(StorageProvider.Sqlite)]
    [InlineData(StorageProvider.PostgreSql)]
    public async Task Change_IsInEffectAtOnce_InTheFileAndInTheAudit(StorageProvider provider)
    {
        await using var house = await BatchHouse.CreateAsync(provider);
        var limits = house.Services.GetRequiredService<IOptionsMonitor<SubmissionOptions>>();
        Assert.Equal(50_000, limits.CurrentValue.MaxItems);

        Assert.IsType<SettingsChanged>(await ChangeAsync(house, ("Submission:MaxItems", " 2 "), ("Storage:KeepResultsFor", "30.00:00:00")));

        Assert.Equal(2, limits.CurrentValue.MaxItems);
        Assert.IsType<SubmissionRefused>(await house.SubmitAsync("one\ntwo\nthree"));
        Assert.Contains("\"MaxItems\": \"2\"", await File.ReadAllTextAsync(Path.Combine(house.DataDirectory, "settings.json")), StringComparison.Ordinal);
        await using var db = await house.OpenAsync();
        var audit = await db.Audit.OrderBy(entry => entry.Id).Select(entry => $"{entry.Who}: {entry.What} {entry.From} → {entry.To}").ToListAsync();
        Assert.Equal(["ada: setting Submission:MaxItems 50000 → 2", "ada: setting Storage:KeepResultsFor none → 30.00:00:00"], audit);
    }

    [Fact]
    public async Task Change_IsThereAgain_AfterARestart()
    {
        await using var house = await BatchHouse.CreateAsync();
        await ChangeAsync(house, ("Live:MaxOpenRequests", "3"));

        await house.RestartAsync();

        Assert.Equal(3, house.Services.GetRequiredService<IOptionsMonitor<LiveOptions>>().CurrentValue.MaxOpenRequests);
        Assert.True(Find(house, "Live:MaxOpenRequests").IsChanged);
    }

    [Fact]
    public async Task Change_GoesBackToTheDefault_WhenTheValueIsTakenBack()
    {
        await using var house = await BatchHouse.CreateAsync();
        await ChangeAsync(house, ("Quotas:MaxQueuedItems", "1"));
        Assert.Equal(
            new SettingNow(EditableSettings.Find("Quotas:MaxQueuedItems")!, "1", null, IsChanged: true, SettingHold.None),
            Find(house, "Quotas:MaxQueuedItems"));

        await ChangeAsync(house, ("Quotas:MaxQueuedItems", null));

        var now = Find(house, "Quotas:MaxQueuedItems");
        Assert.Equal((null, null, false), (now.Value, now.Default, now.IsChanged));
        Assert.Null(house.Services.GetRequiredService<IOptionsMonitor<QuotaOptions>>().CurrentValue.MaxQueuedItems);
    }

    [Fact]
    public async Task Change_TakesNoneForAValue_WhereNoneIsOne()
    {
        await using var house = await BatchHouse.CreateAsync();
        await ChangeAsync(house, ("Storage:KeepResultsFor", "30.00:00:00"));

        Assert.IsType<SettingsChanged>(await ChangeAsync(house, ("Storage:KeepResultsFor", "")));

        Assert.Null(house.Services.GetRequiredService<IOptionsMonitor<StorageOptions>>().CurrentValue.KeepResultsFor);
        Assert.True(Find(house, "Storage:KeepResultsFor").IsChanged);
    }

    [Fact]
    public async Task Quota_IsEverybodys_UntilAUserHasTheirOwn()
    {
        await using var house = await BatchHouse.CreateAsync();
        var users = new[] { new User { UserName = "ada", NormalizedUserName = "ADA" }, new User { UserName = "bob", NormalizedUserName = "BOB", MaxQueuedItems = 5 } };
        await using (var db = await house.OpenAsync())
        {
            db.Users.AddRange(users);
            await db.SaveChangesAsync();
        }

        await ChangeAsync(house, ("Quotas:MaxQueuedItems", "1"));

        Assert.IsType<SubmissionRefused>(await house.SubmitAsync("one\ntwo", request => request with { Submitter = new Submitter(users[0].Id, null) }));
        Assert.IsType<SubmissionAccepted>(await house.SubmitAsync("one\ntwo", request => request with { Submitter = new Submitter(users[1].Id, null) }));
    }

    [Theory]
    [InlineData("Storage:ConnectionString", "Host=elsewhere", "setting_unknown")]
    [InlineData("Auth:AdminPassword", "secret", "setting_unknown")]
    [InlineData("Submission:MaxItems", "0", "setting_invalid")]
    [InlineData("Submission:MaxItems", "many", "setting_invalid")]
    [InlineData("Submission:MaxItems", "", "setting_invalid")]
    [InlineData("Submission:MaxItems", "3000000000", "setting_invalid")]
    [InlineData("Inputs:MaxTotalBytes", "1", "setting_invalid")]
    [InlineData("Storage:KeepResultsFor", "00:10:00", "setting_invalid")]
    [InlineData("Webhooks:Timeout", "soon", "setting_invalid")]
    [InlineData("Webhooks:AllowPrivateAddresses", "maybe", "setting_invalid")]
    [InlineData("Schedules:DefaultOverlap", "7", "setting_invalid")]
    [InlineData("Submission:ItemsPerShard", "10", "setting_fixed")]
    public async Task Change_ChangesNothing_WhenOneOfItIsRefused(string key, string value, string code)
    {
        await using var house = await BatchHouse.CreateAsync(settings: ("Submission:ItemsPerShard", "7"));

        var refused = Assert.IsType<SettingsRefused>(await ChangeAsync(house, ("Live:MaxOpenRequests", "3"), (key, value)));

        Assert.Equal((key, code), (refused.Key, refused.Code));
        Assert.Contains(key, refused.Message, StringComparison.Ordinal);
        Assert.False(Find(house, "Live:MaxOpenRequests").IsChanged);
        Assert.False(File.Exists(Path.Combine(house.DataDirectory, "settings.json")));
        await using var db = await house.OpenAsync();
        Assert.Empty(db.Audit);
    }

    [Fact]
    public async Task List_SaysWhatWinsOverTheBrowser_AndWhatIsBelowIt()
    {
        await using var house = await BatchHouse.CreateAsync();
        Environment.SetEnvironmentVariable("SETTINGSTORETESTS_Live__MaxOpenRequests", "9");
        using var store = new SettingsStore(
            new ConfigurationBuilder()
                .AddInMemoryCollection(new Dictionary<string, string?> { ["Submission:MaxItems"] = "40" })
                .Add(new SettingsSource(Path.Combine(house.DataDirectory, "other.json")))
                .AddEnvironmentVariables("SETTINGSTORETESTS_")
                .AddInMemoryCollection(new Dictionary<string, string?> { ["Webhooks:Timeout"] = "00:00:03" })
                .Build(),
            house.Services,
            house.Services.GetRequiredService<IDbContextFactory<BatchGenDbContext>>(),
            TimeProvider.System);

        await store.ChangeAsync(new Dictionary<string, string?> { ["Submission:MaxItems"] = "50" }, "ada", CancellationToken.None);

        SettingNow Now(string key) => store.List().Single(now => now.Setting.Key == key);
        Assert.Equal(("50", "40", true), (Now("Submission:MaxItems").Value, Now("Submission:MaxItems").Default, Now("Submission:MaxItems").IsChanged));
        Assert.Equal((SettingHold.Environment, "9"), (Now("Live:MaxOpenRequests").Hold, Now("Live:MaxOpenRequests").Value));
        Assert.Equal((SettingHold.CommandLine, "00:00:03"), (Now("Webhooks:Timeout").Hold, Now("Webhooks:Timeout").Value));
        var held = Assert.IsType<SettingsRefused>(
            await store.ChangeAsync(new Dictionary<string, string?> { ["Live:MaxOpenRequests"] = "1" }, "ada", CancellationToken.None));
        Assert.Contains("Live__MaxOpenRequests", held.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task List_OffersEveryDefaultAsItCouldBeTyped()
    {
        await using var house = await BatchHouse.CreateAsync();

        Assert.All(Store(house).List(), now => Assert.Equal(now.Value ?? "", now.Setting.Parse(now.Value ?? "")));
        Assert.DoesNotContain(
            EditableSettings.All,
            setting => setting.Key.Contains("Connection", StringComparison.Ordinal) || setting.Key.Contains("Key", StringComparison.Ordinal));
    }

    private static SettingsStore Store(BatchHouse house) => house.Services.GetRequiredService<SettingsStore>();

    private static SettingNow Find(BatchHouse house, string key) => Store(house).List().Single(now => now.Setting.Key == key);

    private static Task<SettingsOutcome> ChangeAsync(BatchHouse house, params (string Key, string? Value)[] changes) =>
        Store(house).ChangeAsync(changes.ToDictionary(change => change.Key, change => change.Value), "ada", CancellationToken.None);
}
