using System.Text.Json;
using BatchGen.Batches.Data;
using BatchGen.Batches.Notices;
using BatchGen.Batches.Quotas;
using BatchGen.Batches.Tests.Testing;
using BatchGen.Batches.Tests.Webhooks;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace BatchGen.Batches.Tests.Notices;

public sealed class ChatNoticeTests
{
    [Fact]
    public async Task Batch_IsToldInAChat_AndItsAddressIsNowhereInTheDatabase()
    {
        await using var receiver = CallReceiver.Start();
        await using var house = await BatchHouse.CreateAsync(settings: ("Webhooks:AllowPrivateAddresses", "true"));

        await house.SubmitAsync("one", request => request with { Notify = new NoticeWish { Chat = $"{receiver.Address}services/secret-part" } });
        await house.RunJobsAsync();

        var body = JsonDocument.Parse(Assert.Single(receiver.Calls).Body).RootElement;
        Assert.Equal("text", Assert.Single(body.EnumerateObject()).Name);
        Assert.StartsWith("The batch 'test' is done.\nOf 1 items, 1 succeeded", body.GetProperty("text").GetString(), StringComparison.Ordinal);
        await using var db = await house.OpenAsync();
        var kept = await db.Notices.SingleAsync();
        Assert.DoesNotContain("secret-part", kept.Address + kept.ProtectedSecret, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("first", 1)]
    [InlineData("second", 0)]
    [InlineData(null, 0)]
    public async Task Batch_IsToldWhereItsSubmitterStillWantsIt(string? later, int calls)
    {
        await using var receiver = CallReceiver.Start();
        await using var house = await BatchHouse.CreateAsync(settings: ("Webhooks:AllowPrivateAddresses", "true"));
        var user = await AddUserAsync(house);
        var desk = house.Services.GetRequiredService<NoticeDesk>();
        await desk.SaveAsync(user, new NoticeWish { Chat = $"{receiver.Address}first" }, CancellationToken.None);
        await house.SubmitAsync("one", request => request with { Submitter = new Submitter(user, null) });

        await desk.SaveAsync(user, new NoticeWish { Chat = later is null ? null : $"{receiver.Address}{later}" }, CancellationToken.None);
        await house.RunJobsAsync();

        Assert.Equal(calls, receiver.Calls.Count);
        await using var db = await house.OpenAsync();
        Assert.NotNull((await db.Notices.SingleAsync()).NotifiedAt);
    }

    [Fact]
    public async Task Test_NeverConnects_ToAPrivateAddress()
    {
        await using var receiver = CallReceiver.Start();
        await using var house = await BatchHouse.CreateAsync();

        var problem = await house.Services.GetRequiredService<NoticeDesk>().TestAsync(
            1, NoticeKind.Chat, receiver.Address.AbsoluteUri, null, CancellationToken.None);

        Assert.Contains("Webhooks:AllowPrivateAddresses", problem!.ToString(), StringComparison.Ordinal);
        Assert.Empty(receiver.Calls);
    }

    [Theory]
    [InlineData("https://hooks.slack.com/services/T/B/x", "text")]
    [InlineData("https://mattermost.example.com/hooks/x", "text")]
    [InlineData("https://discord.com/api/webhooks/1/x/slack", "text")]
    [InlineData("https://discord.com/api/webhooks/1/x", "content")]
    [InlineData("https://prod-1.westeurope.logic.azure.com/workflows/x", "attachments")]
    public async Task Body_IsInTheFormOfItsHost_AndCallsNobody(string address, string field)
    {
        var text = new NoticeText("evt_1", $"The batch '{"<!channel> @everyone"}' is done.", [], null);

        using var message = new ChatMessages(new EnglishVoice()).Write(text, new Uri(address), null);

        var body = await message.Content!.ReadAsStringAsync();
        Assert.True(JsonDocument.Parse(body).RootElement.TryGetProperty(field, out _));
        Assert.DoesNotContain("<!", body, StringComparison.Ordinal);
        Assert.DoesNotContain("@everyone", body, StringComparison.Ordinal);
    }

    private static async Task<long> AddUserAsync(BatchHouse house)
    {
        await using var db = await house.OpenAsync();
        var user = new User { UserName = "ada", NormalizedUserName = "ADA", Role = Role.Submitter, CreatedAt = DateTimeOffset.UnixEpoch };
        db.Users.Add(user);
        await db.SaveChangesAsync();
        return user.Id;
    }
}
