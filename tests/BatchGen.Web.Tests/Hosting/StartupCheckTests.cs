using BatchGen.Engine.Client;
using BatchGen.Testing;
using BatchGen.Web.Hosting;
using BatchGen.Web.Telemetry;
using BatchGen.Web.Tests.Fakes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace BatchGen.Web.Tests.Hosting;

/// <summary>A start with wrong settings: all of them are told, each with its key, its value, what is allowed and where it comes from.</summary>
public sealed class StartupCheckTests
{
    [Fact]
    public void Start_TellsEveryWrongSettingAtOnce_WhateverIsWrongWithIt()
    {
        var sentences = Refused(
            ("Engine:Slots", "many"),
            ("Engine:KvType", "Q9"),
            ("Engine:ContextLimitTokens", "3"),
            ("Engine:TensorSplit:1", "half"),
            ("Submission:MaxItems", "0"),
            ("Backup:Keep", "0"),
            ("Storage:KeepResultsFor", "a month"),
            ("Auth:BehindProxy", "perhaps"),
            ("Auth:BootstrapApiKey", "too-short-a-secret"),
            ("Queue:PollInterval", "00:00:00"),
            ("Telemetry:LogLines", "0"),
            ("PathBase", "http://elsewhere/"));

        Assert.Equal(
            [
                "Auth:BehindProxy is 'perhaps', which cannot be read. Use true or false. It is set on the command line.",
                "Auth:BootstrapApiKey has fewer than 24 characters. Use a long random one, e.g. of 'openssl rand -hex 32'. It is set on the command line.",
                "Backup:Keep is 0. Use 1 to 1000. It is set on the command line.",
                "Engine:ContextLimitTokens must be 16 to 16,777,216; it is '3'. It is set on the command line.",
                "Engine:KvType is 'Q9', which cannot be read. Use F16 or Q8_0 or Q4_0 or F32. It is set on the command line.",
                "Engine:Slots is 'many', which cannot be read. Use a number from 1 to 256. It is set on the command line.",
                "Engine:TensorSplit:1 is 'half', which cannot be read. Use a number. It is set on the command line.",
                "PathBase (--path-base) is \"http://elsewhere/\", which is no folder of a url. Use one such as /batchgen. It is set on the command line.",
                "Queue:PollInterval must be 100 milliseconds or more; it is 00:00:00. It is set on the command line.",
                "Storage:KeepResultsFor is 'a month', which cannot be read. Use [days.]hours:minutes:seconds, e.g. 00:00:30 for thirty seconds. It is set on the command line.",
                "Submission:MaxItems is 0. Use 1 or more. It is set on the command line.",
                "Telemetry:LogLines is 0. Use 1 to 100000. It is set on the command line.",
            ],
            sentences.Order(StringComparer.Ordinal));
        Assert.DoesNotContain(sentences, sentence => sentence.Contains("too-short-a-secret", StringComparison.Ordinal));
    }

    /// <summary>The queue is judged beside the storage, and must not be hidden by it.</summary>
    [Fact]
    public void Start_TellsWhatWasHiddenBehindAnotherFault() => Assert.Equal(
        2, Refused(("Storage:KeepResultsFor", "00:00:01"), ("Queue:PollInterval", "00:00:00")).Count);

    /// <summary>Without the database's kind, nothing can be said of a worker on it.</summary>
    [Fact]
    public void Start_InventsNoFault_WhereTheOtherSettingOfARuleIsWrong() => Assert.Equal(
        ["Storage:Provider is 'Postgres', which cannot be read. Use Sqlite or PostgreSql. It is set on the command line."],
        Refused(("Storage:Provider", "Postgres"), ("Node:Role", "Worker")));

    [Fact]
    public void Start_SaysThatAListIsNoValue() => Assert.Equal(
        ["Engine:TensorSplit is '3,1', which cannot be read. It has entries: Engine:TensorSplit:0 is the first of a list, Engine:TensorSplit:NAME one of a table. It is set on the command line."],
        Refused(("Engine:TensorSplit", "3,1")));

    [Fact]
    public async Task Start_WarnsOfKeysThatNobodyReads_AndGoesOn()
    {
        await using var server = new MistypedServer();
        await ((Xunit.IAsyncLifetime)server).InitializeAsync();

        var lines = server.Services.GetRequiredService<LogRing>().Read(LogLevel.Warning, "", 1000).Select(line => line.Text).ToList();

        Assert.Contains("Nobody reads the setting Engine:Slotz. Did you mean Engine:Slots? It is set on the command line.", lines);
    }

    private static IReadOnlyList<string> Refused(params (string Key, string Value)[] wrong)
    {
        using var folder = new ScratchFolder();
        var settings = new Dictionary<string, string?> { ["Urls"] = "http://127.0.0.1:0", ["Storage:DataDirectory"] = folder.Path };
        foreach (var (key, value) in wrong)
            settings[key] = value;

        var failure = Assert.Throws<OptionsValidationException>(
            () => new BatchGenApplication(settings, services => services.AddSingleton<IEngineManager>(new FakeEngineManager())));

        return StartupProblem.Describe(failure)!;
    }

    private sealed class MistypedServer() : RunningServer(FailToLoad, [new("Engine:Slotz", "4")]);
}
