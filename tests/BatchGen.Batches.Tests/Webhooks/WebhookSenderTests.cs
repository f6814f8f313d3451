using BatchGen.Batches.Orders;
using BatchGen.Batches.Requests;
using BatchGen.Batches.Tests.Testing;
using BatchGen.Batches.Webhooks;

namespace BatchGen.Batches.Tests.Webhooks;

public sealed class WebhookSenderTests
{
    private const string Secret = "whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";

    [Theory]
    [InlineData("http://127.0.0.1:9/")]
    [InlineData("http://[::1]:9/")]
    [InlineData("http://localhost:9/")]
    [InlineData("http://169.254.169.254/latest/meta-data")]
    public async Task Send_NeverConnects_ToAPrivateAddress(string url)
    {
        using var sender = new WebhookSender(new FixedOptions<WebhookOptions>(new()), TimeProvider.System);

        await Assert.ThrowsAsync<WebhookRefusedException>(
            () => sender.SendAsync(new WebhookTarget(new Uri(url), Secret), "evt_1", "{}", CancellationToken.None));
    }

    [Fact]
    public async Task Send_SaysThatItDidNotGetThrough_WhenNobodyListens()
    {
        using var sender = new WebhookSender(new FixedOptions<WebhookOptions>(new() { AllowPrivateAddresses = true }), TimeProvider.System);

        await Assert.ThrowsAsync<WebhookDelayedException>(
            () => sender.SendAsync(new WebhookTarget(new Uri("http://127.0.0.1:9/"), Secret), "evt_1", "{}", CancellationToken.None));
    }

    [Theory]
    [InlineData("evt_2", 0, "{}")]
    [InlineData("evt_1", 1, "{}")]
    [InlineData("evt_1", 0, "{ }")]
    public void Signature_CoversIdTimeAndBody(string id, int laterSeconds, string body)
    {
        var at = DateTimeOffset.UnixEpoch.AddDays(20_000);

        Assert.NotEqual(WebhookSignature.Of(Secret, "evt_1", at, "{}"), WebhookSignature.Of(Secret, id, at.AddSeconds(laterSeconds), body));
    }

    [Theory]
    [InlineData("ftp://example.com/", Secret)]
    [InlineData("/relative", Secret)]
    [InlineData("https://user@example.com/", Secret)]
    [InlineData("https://example.com/", "secret")]
    [InlineData("https://example.com/", "whsec_c2hvcnQ=")]
    [InlineData("https://example.com/", "whsec_!!!")]
    public void Require_Refuses_WhatIsNoWebhook(string url, string secret) =>
        Assert.Equal("invalid_webhook", Assert.Throws<RequestRefusedException>(() => WebhookRules.Require(url, secret)).Code);
}
