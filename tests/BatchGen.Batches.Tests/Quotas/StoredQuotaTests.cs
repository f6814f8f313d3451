using BatchGen.Batches.Data;
using BatchGen.Batches.Execution;
using BatchGen.Batches.Quotas;
using BatchGen.Batches.Requests;
using BatchGen.Batches.Submission;
using BatchGen.Batches.Tests.Testing;

namespace BatchGen.Batches.Tests.Quotas;

public sealed class StoredQuotaTests
{
    /// <summary>Two items of three tokens each.</summary>
    private const string TwoItems = "one two three\nfour five six";

    [Theory]
    [InlineData(StorageProvider.Sqlite)]
    [InlineData(StorageProvider.PostgreSql)]
    public async Task Submit_IsRefusedWithATime_WhenTheQueueHoldsNoMoreOfTheUsersItems(StorageProvider provider)
    {
        await using var house = await BatchHouse.CreateAsync(provider);
        var submitter = await AddUserAsync(house, user => user.MaxQueuedItems = 3);

        var first = await SubmitAsync(house, submitter);
        var second = await SubmitAsync(house, submitter);
        await house.RunJobsAsync();
        var third = await SubmitAsync(house, submitter);

        Assert.IsType<SubmissionAccepted>(first);
        AssertRefused(second, ProblemCodes.QuotaItemsExceeded);
        Assert.IsType<SubmissionAccepted>(third);
    }

    [Theory]
    [InlineData(StorageProvider.Sqlite)]
    [InlineData(StorageProvider.PostgreSql)]
    public async Task Submit_CountsWhatIsPaused_BecauseItIsResumedWithoutBeingAskedFor(StorageProvider provider)
    {
        await using var house = await BatchHouse.CreateAsync(provider);
        var submitter = await AddUserAsync(house, user => user.MaxQueuedItems = 3);
        var first = Assert.IsType<SubmissionAccepted>(await SubmitAsync(house, submitter)).BatchPublicId;
        await house.Control.PauseAsync(first, "Ada", CancellationToken.None);

        AssertRefused(await SubmitAsync(house, submitter), ProblemCodes.QuotaItemsExceeded);
        Assert.Equal(new ControlDone(2), await house.Control.ResumeAsync(first, CancellationToken.None));
    }

    [Fact]
    public async Task Retry_IsRefusedWithATime_WhenTheQueueHoldsNoMoreOfTheUsersItems()
    {
        await using var house = await BatchHouse.CreateAsync();
        var submitter = await AddUserAsync(house, user => user.MaxQueuedItems = 3);
        house.Engine.Behaviour = (_, _) => Task.FromResult(GenerationOutcome.Failure("engine_step_failed", "No."));
        var failed = Assert.IsType<SubmissionAccepted>(await SubmitAsync(house, submitter)).BatchPublicId;
        await house.RunJobsAsync();
        await SubmitAsync(house, submitter);

        var refused = Assert.IsType<ControlRefused>(await house.Control.RetryFailedAsync(failed, CancellationToken.None));
        Assert.Equal((ProblemCodes.QuotaItemsExceeded, true), (refused.Code, refused.RetryAfter > TimeSpan.Zero));
        Assert.Equal((BatchState.Completed, 2), ((await house.GetBatchAsync(failed)).State, (await house.GetBatchAsync(failed)).FailedItems));

        await house.RunJobsAsync();
        Assert.Equal(new ControlDone(2), await house.Control.RetryFailedAsync(failed, CancellationToken.None));
    }

    [Theory]
    [InlineData(StorageProvider.Sqlite)]
    [InlineData(StorageProvider.PostgreSql)]
    public async Task Submit_IsRefusedUntilMidnight_WhenTheDaysTokensAreUsed(StorageProvider provider)
    {
        await using var house = await BatchHouse.CreateAsync(provider);
        var submitter = await AddUserAsync(house, user => user.MaxTokensPerDay = 8);

        var first = await SubmitAsync(house, submitter);
        var second = await SubmitAsync(house, submitter);

        Assert.IsType<SubmissionAccepted>(first);
        AssertRefused(second, ProblemCodes.QuotaTokensExceeded);
        Assert.True(((SubmissionRefused)second).RetryAfter <= TimeSpan.FromDays(1));
    }

    [Fact]
    public async Task Submit_GoesByTheKeysOwnQuota_WhichOtherKeysDoNotUseUp()
    {
        await using var house = await BatchHouse.CreateAsync();
        var submitter = await AddUserAsync(house, _ => { });
        var small = submitter with { ApiKeyId = await AddKeyAsync(house, submitter.UserId, maxQueuedItems: 2) };
        var other = submitter with { ApiKeyId = await AddKeyAsync(house, submitter.UserId, maxQueuedItems: 2) };

        Assert.IsType<SubmissionAccepted>(await SubmitAsync(house, small));
        AssertRefused(await SubmitAsync(house, small), ProblemCodes.QuotaItemsExceeded);
        Assert.IsType<SubmissionAccepted>(await SubmitAsync(house, other));
    }

    [Theory]
    [InlineData(StorageProvider.Sqlite)]
    [InlineData(StorageProvider.PostgreSql)]
    public async Task Submit_LetsOnlyOneIn_WhenTwoAskForTheLastPlaceAtOnce(StorageProvider provider)
    {
        await using var house = await BatchHouse.CreateAsync(provider);
        var submitter = await AddUserAsync(house, user => user.MaxQueuedItems = 3);

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => SubmitAsync(house, submitter)));

        Assert.Single(outcomes.OfType<SubmissionAccepted>());
    }

    private static Task<SubmissionOutcome> SubmitAsync(BatchHouse house, Submitter submitter) =>
        house.SubmitAsync(TwoItems, request => request with { Submitter = submitter });

    private static void AssertRefused(SubmissionOutcome outcome, string code)
    {
        var refused = Assert.IsType<SubmissionRefused>(outcome);
        Assert.Equal(code, Assert.Single(refused.Problems).Code);
        Assert.True(refused.RetryAfter > TimeSpan.Zero);
    }

    private static async Task<Submitter> AddUserAsync(BatchHouse house, Action<User> change)
    {
        await using var db = await house.OpenAsync();
        var user = new User { UserName = "ada", NormalizedUserName = "ADA", Role = Role.Submitter, CreatedAt = DateTimeOffset.UtcNow };
        change(user);
        db.Users.Add(user);
        await db.SaveChangesAsync();
        return new Submitter(user.Id, ApiKeyId: null);
    }

    private static async Task<long> AddKeyAsync(BatchHouse house, long userId, int maxQueuedItems)
    {
        await using var db = await house.OpenAsync();
        var key = new ApiKey
        {
            UserId = userId,
            Name = "night",
            Prefix = "bgk_",
            Hash = Guid.NewGuid().ToString("N"),
            Scopes = Rights.Submit,
            MaxQueuedItems = maxQueuedItems,
        };
        db.ApiKeys.Add(key);
        await db.SaveChangesAsync();
        return key.Id;
    }
}
