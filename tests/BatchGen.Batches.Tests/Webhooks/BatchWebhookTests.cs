using System.Text;
using BatchGen.Batches.Data;
using BatchGen.Batches.Execution;
using BatchGen.Batches.Submission;
using BatchGen.Batches.Tests.Testing;
using BatchGen.Batches.Webhooks;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace BatchGen.Batches.Tests.Webhooks;

/// <summary>From what somebody asks for at submission to the call.</summary>
public sealed class BatchWebhookTests
{
    private const string Secret = "whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";

    [Fact]
    public async Task Batch_TellsItsEndOnce_WhenItWasSubmittedWithAWebhook()
    {
        await using var receiver = CallReceiver.Start();
        await using var house = await BatchHouse.CreateAsync(settings: ("Webhooks:AllowPrivateAddresses", "true"));

        var outcome = await house.SubmitAsync("one", request => request with { Webhook = new NewWebhook(receiver.Address.AbsoluteUri, Secret) });
        await house.RunJobsAsync();

        var batch = Assert.IsType<SubmissionAccepted>(outcome).BatchPublicId;
        var call = Assert.Single(receiver.Calls);
        Assert.Contains($"\"data\":{{\"id\":\"{batch}\"}}", call.Body, StringComparison.Ordinal);
        Assert.Contains("\"type\":\"batch.completed\"", call.Body, StringComparison.Ordinal);
        Assert.Equal(WebhookSignature.Of(Secret, call.Id, call.At, call.Body), call.Signature);
    }

    [Fact]
    public async Task Batch_TellsItsEndAgain_WhenAllFailedAndTheyAreRetried()
    {
        await using var receiver = CallReceiver.Start();
        await using var house = await BatchHouse.CreateAsync(settings: ("Webhooks:AllowPrivateAddresses", "true"));
        house.Engine.Behaviour = (_, _) => Task.FromResult(GenerationOutcome.Failure("engine_step_failed", "No."));
        var outcome = await house.SubmitAsync("one", request => request with { Webhook = new NewWebhook(receiver.Address.AbsoluteUri, Secret) });
        await house.RunJobsAsync();
        house.Engine.Behaviour = (prompt, _) => Task.FromResult(GenerationOutcome.Answer(prompt));

        await house.Services.GetRequiredService<BatchControl>().RetryFailedAsync(
            Assert.IsType<SubmissionAccepted>(outcome).BatchPublicId, CancellationToken.None);
        await house.RunJobsAsync();

        Assert.Equal(2, receiver.Calls.Count);
        Assert.Contains("\"type\":\"batch.completed\"", receiver.Calls.Last().Body, StringComparison.Ordinal);
        Assert.Equal(2, receiver.Calls.Select(call => call.Id).Distinct().Count());
    }

    [Fact]
    public async Task Secret_IsNowhereInTheDatabase()
    {
        await using var house = await BatchHouse.CreateAsync();

        await house.SubmitAsync("one", request => request with { Webhook = new NewWebhook("https://example.com/", Secret) });

        await using var db = await house.OpenAsync();
        var kept = await db.Notices.SingleAsync();
        Assert.DoesNotContain(Secret["whsec_".Length..], kept.ProtectedSecret!, StringComparison.Ordinal);
        Assert.Equal(Secret, house.Services.GetRequiredService<WebhookTargets>().Read(kept).Secret);
    }

    [Fact]
    public async Task Secret_IsRefused_WhenTheServersKeysAreOthers()
    {
        await using var house = await BatchHouse.CreateAsync();
        var secret = Convert.ToBase64String(Encoding.UTF8.GetBytes("other keys"));
        var kept = new BatchNotice { BatchPublicId = "batch_x", Address = "https://example.com/", ProtectedSecret = secret };

        Assert.Throws<WebhookRefusedException>(() => house.Services.GetRequiredService<WebhookTargets>().Read(kept));
    }

    [Fact]
    public async Task Submit_IsRefused_WhenTheWebhookIsNone()
    {
        await using var house = await BatchHouse.CreateAsync();

        var outcome = await house.SubmitAsync("one", request => request with { Webhook = new NewWebhook("ftp://example.com/", Secret) });

        Assert.Equal("invalid_webhook", Assert.Single(Assert.IsType<SubmissionRefused>(outcome).Problems).Code);
    }

    [Fact]
    public async Task Delete_TakesTheWebhookAlong()
    {
        await using var house = await BatchHouse.CreateAsync();
        var outcome = await house.SubmitAsync("one", request => request with { Webhook = new NewWebhook("https://example.com/", Secret) });
        var batch = Assert.IsType<SubmissionAccepted>(outcome).BatchPublicId;
        await house.Control.CancelAsync(batch, CancellationToken.None);
        await using (var db = await house.OpenAsync())
            await db.Batches.ExecuteUpdateAsync(set => set.SetProperty(other => other.State, BatchState.Cancelled));

        await house.Control.DeleteAsync(batch, "Ada", CancellationToken.None);

        await using var after = await house.OpenAsync();
        Assert.Empty(await after.Notices.ToListAsync());
    }
}
