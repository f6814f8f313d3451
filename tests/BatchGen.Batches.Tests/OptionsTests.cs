using BatchGen.Batches.Data;
using BatchGen.Batches.Execution;
using BatchGen.Batches.Quotas;
using BatchGen.Batches.Requests;
using BatchGen.Batches.Schedules;
using BatchGen.Batches.Tests.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace BatchGen.Batches.Tests;

public sealed class OptionsTests
{
    [Theory]
    [InlineData("Storage:DataDirectory", " ")]
    [InlineData("Storage:Provider", "7")]
    [InlineData("Storage:Provider", "PostgreSql")]
    [InlineData("Storage:ConnectionString", "nonsense")]
    [InlineData("Storage:ConnectionString", "Host=postgres-key-for-sqlite")]
    [InlineData("Storage:Files", "7")]
    [InlineData("Storage:FilesDirectory", " ")]
    [InlineData("Node:Role", "7")]
    [InlineData("Node:Role", "Web")]
    [InlineData("Node:Role", "Worker")]
    [InlineData("Node:Name", " ")]
    [InlineData("Node:Name", "a/b")]
    [InlineData("Node:HeartbeatInterval", "00:00:00")]
    [InlineData("Node:FollowInterval", "00:00:00")]
    [InlineData("Node:GoneAfter", "00:00:05")]
    [InlineData("Node:ForgetAfter", "00:00:05")]
    [InlineData("Submission:MaxFileBytes", "0")]
    [InlineData("Submission:MaxItems", "0")]
    [InlineData("Submission:MaxLineBytes", "-1")]
    [InlineData("Submission:MaxJsonDepth", "4")]
    [InlineData("Submission:MaxListedProblems", "0")]
    [InlineData("Submission:ItemsPerShard", "0")]
    [InlineData("Quotas:MaxQueuedItems", "0")]
    [InlineData("Quotas:MaxTokensPerDay", "-1")]
    [InlineData("Schedules:DefaultOverlap", "9")]
    [InlineData("Schedules:DefaultMissedRuns", "9")]
    [InlineData("Execution:MaxInFlightItems", "1")]
    [InlineData("Execution:ClaimDuration", "00:00:01")]
    [InlineData("Execution:CommitInterval", "-00:00:01")]
    [InlineData("Execution:CommitItems", "0")]
    [InlineData("Execution:MaxEngineLossesInARow", "0")]
    [InlineData("Execution:MaxShardFailures", "0")]
    [InlineData("Execution:RecoveryInterval", "00:00:00")]
    public void Options_NameTheKey_WhenAValueIsBad(string key, string value)
    {
        var exception = Assert.Throws<OptionsValidationException>(() => Read((key, value)));

        // A missing connection string is what is wrong with choosing PostgreSQL.
        Assert.Contains(value == "PostgreSql" ? "Storage:ConnectionString" : key, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_AreGood_WhenNothingIsConfigured() => Read();

    private static void Read(params (string Key, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.ToDictionary(setting => setting.Key, setting => (string?)setting.Value))
            .Build();
        using var services = new ServiceCollection().AddLogging().AddBatches(configuration, TestMigrations.Assemblies).BuildServiceProvider();
        _ = services.GetRequiredService<IOptions<StorageOptions>>().Value;
        _ = services.GetRequiredService<IOptions<NodeOptions>>().Value;
        _ = services.GetRequiredService<IOptions<SubmissionOptions>>().Value;
        _ = services.GetRequiredService<IOptions<ExecutionOptions>>().Value;
        _ = services.GetRequiredService<IOptions<QuotaOptions>>().Value;
        _ = services.GetRequiredService<IOptions<ScheduleOptions>>().Value;
    }
}
