using BatchGen.Web.Queue;

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
    [MemberData(nameof(Bad))]
    public void Validate_NamesTheKey_WhenItsValueIsOutOfRange(QueueOptions options, string key) =>
        Assert.StartsWith($"{key} ", Assert.Single(_validator.Validate(null, options).Failures!), StringComparison.Ordinal);
}
