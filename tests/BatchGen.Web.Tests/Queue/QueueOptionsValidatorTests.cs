using BatchGen.Batches.Data;
using BatchGen.Web.Queue;
using Microsoft.Extensions.Options;

namespace BatchGen.Web.Tests.Queue;

public sealed class QueueOptionsValidatorTests
{
    private readonly QueueOptionsValidator _validator = new();

    public static TheoryData<QueueOptions, string> Bad => new()
    {
        { new QueueOptions { Storage = (QueueStorage)7 }, "Queue:Storage" },
        { new QueueOptions { Storage = QueueStorage.PostgreSql }, "Queue:ConnectionString" },
        { new QueueOptions { InvisibilityTimeout = TimeSpan.FromSeconds(1) }, "Queue:InvisibilityTimeout" },
        { new QueueOptions { PollInterval = TimeSpan.Zero }, "Queue:PollInterval" },
    };

    [Fact]
    public void Validate_AcceptsTheDefaults() => Assert.True(_validator.Validate(null, new QueueOptions()).Succeeded);

    [Theory]
    [InlineData(NodeRole.All, QueueStorage.InMemory, true)]
    [InlineData(NodeRole.Worker, QueueStorage.PostgreSql, true)]
    [InlineData(NodeRole.Worker, QueueStorage.InMemory, false)]
    [InlineData(NodeRole.Web, QueueStorage.InMemory, false)]
    public void Validate_AsksForASharedQueue_WhenTheWorkIsShared(NodeRole role, QueueStorage storage, bool isGood) =>
        Assert.Equal(
            isGood, new SharedQueueValidator(Options.Create(new NodeOptions { Role = role })).Validate(null, new QueueOptions { Storage = storage }).Succeeded);

    [Theory]
    [MemberData(nameof(Bad))]
    public void Validate_NamesTheKey_WhenItsValueIsOutOfRange(QueueOptions options, string key) =>
        Assert.StartsWith($"{key} ", Assert.Single(_validator.Validate(null, options).Failures!), StringComparison.Ordinal);
}
