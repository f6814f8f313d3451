using BatchGen.Batches.Data;
using BatchGen.Batches.Settings;
using BatchGen.Batches.Tests.Testing;
using BatchGen.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace BatchGen.Batches.Tests.Nights;

/// <summary>The queue's hours as an administrator changes them.</summary>
public sealed class HoursSettingsTests
{
    private const string Nightly = "20:00-07:00";

    private readonly ScriptedTime _clock = new();

    [Fact]
    public async Task Hours_AreInEffectAtOnce_WhenAnAdministratorChangesThem()
    {
        await using var house = await BatchHouse.CreateAsync(StorageProvider.Sqlite, engine: null, [], _clock);
        _clock.Advance(TimeSpan.FromHours(12));
        var settings = house.Services.GetRequiredService<SettingsStore>();
        var id = await house.SubmitPromptsAsync(["prompt 0", "prompt 1"]);
        Assert.Null((await house.GetBatchAsync(id)).WaitingReason);

        Assert.IsType<SettingsChanged>(
            await settings.ChangeAsync(Change("Nights:Hours", Nightly, "Nights:TimeZone", "Asia/Kolkata"), "Ada", CancellationToken.None));
        await house.RunJobsAsync();

        Assert.Equal("Outside work hours: goes on today at 20:00 (Asia/Kolkata).", (await house.GetBatchAsync(id)).WaitingReason?.ToString());
        await using var db = await house.OpenAsync();
        Assert.Contains(
            await db.Audit.ToListAsync(), entry => (entry.What.ToString(), entry.Who, entry.To?.ToString()) == ("setting Nights:Hours", "Ada", Nightly));

        Assert.IsType<SettingsChanged>(await settings.ChangeAsync(Change("Nights:Hours", "", "Nights:TimeZone", null), "Ada", CancellationToken.None));
        await house.SweepAsync();
        await house.RunJobsAsync();
        await ClosingTimeTests.ExpectEveryItemOnceAsync(house, id, 2);
    }

    [Theory]
    [InlineData("Nights:Hours", "Mon-Fri 25:00-07:00", "Nights:Hours: '25:00' in 'Mon-Fri 25:00-07:00' is no time of day.")]
    [InlineData("Nights:TimeZone", "Europe/Atlantis", "Nights:TimeZone: This machine knows no time zone 'Europe/Atlantis'.")]
    [InlineData("Nights:Grace", "1.00:00:00", "Nights:Grace is 1.00:00:00. Use 00:00:00 to 12:00:00.")]
    public async Task Settings_AreRefusedWithTheReason_WhenTheyCannotBeRead(string key, string value, string sentence)
    {
        await using var house = await BatchHouse.CreateAsync();

        var refused = Assert.IsType<SettingsRefused>(
            await house.Services.GetRequiredService<SettingsStore>().ChangeAsync(Change(key, value), "Ada", CancellationToken.None));

        Assert.Equal((key, "setting_invalid"), (refused.Key, refused.Code));
        Assert.StartsWith(sentence, refused.Message, StringComparison.Ordinal);
    }

    private static Dictionary<string, string?> Change(string key, string? value, string? other = null, string? otherValue = null)
    {
        var change = new Dictionary<string, string?> { [key] = value };
        if (other is not null)
            change[other] = otherValue;
        return change;
    }
}
