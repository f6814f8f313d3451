using System.Globalization;
using BatchGen.Benchmarks.Tables;
using BatchGen.EndToEnd.OpenAi.Fuzzing;
using Hangfire;
using Hangfire.InMemory;
using Microsoft.Extensions.DependencyInjection;

namespace BatchGen.Benchmarks.Api;

/// <summary>Fifty thousand requests that no client sends: what the server answered, and what it kept of them in memory.</summary>
internal sealed class FuzzBenchmark : IBenchmark
{
    private const int Requests = 50_000;
    private const int Rounds = 10;
    private const int RequestsAfterRest = 1_000;
    private const int Lanes = 8;

    /// <summary>Progress of batches that ended is kept for a minute, and what was submitted wants to run.</summary>
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(75);

    private static readonly IReadOnlyDictionary<string, string?> Settings = new Dictionary<string, string?>
    {
        ["Engine:Threads"] = "1",
        // What asks for no bound of its own must not make a night of it.
        ["Engine:DefaultMaxTokens"] = "8",
    };

    public string Name => "fuzz";

    public async Task<ResultTable> RunAsync()
    {
        await using var server = await ApiServer.StartAsync(Settings, ForgetFinishedJobs);
        using var http = server.NewClient(new SocketsHttpHandler());
        http.Timeout = TimeSpan.FromMinutes(5);
        var ground = await FuzzGround.PrepareAsync(server.Address, ApiServer.ApiKey, server.Services, http);
        var tally = new FuzzTally();
        var memory = new List<MemoryPoint>();
        for (var round = 1; round <= Rounds; round++)
        {
            await SendAsync(http, ground, Requests / Rounds, firstSeed: round * 1_000, tally);
            memory.Add(MemoryPoint.Measure($"after {Count(round * (Requests / Rounds))}"));
            await Console.Error.WriteLineAsync(memory[^1].When);
        }

        await Task.Delay(Rest);
        await SendAsync(http, ground, RequestsAfterRest, firstSeed: 1, new FuzzTally());
        memory.Add(MemoryPoint.Measure($"{Rest.TotalSeconds:0} s later, and {Count(RequestsAfterRest)} more"));

        return new ResultTable(
            $"{Requests:N0} requests that no client sends",
            ["Answer", "bound", "count"],
            [
                .. tally.Groups.Select(group => (IReadOnlyList<string>)[$"`{group.Key}`: {Distribution(group.Value)}", "", Count(group.Value.Values.Sum())]),
                ["broken promises (5xx other than 503 with retry-after, unforeseen failures, errors without a body, broken connections)", "0", Count(tally.Complaints.Count)],
                .. memory.Select(point => (IReadOnlyList<string>)[$"{point.When}: managed / working set, MiB", "", $"{point.ManagedMebibytes} / {point.WorkingSetMebibytes}"]),
                .. tally.Complaints.Take(10).Select(complaint => (IReadOnlyList<string>)[complaint, "", ""]),
            ]);
    }

    /// <summary>Hangfire keeps finished jobs for three hours, some of every batch. Here they would hide what else grows.</summary>
    private static void ForgetFinishedJobs(IServiceCollection services) =>
        services.AddSingleton<JobStorage>(new InMemoryStorage(new InMemoryStorageOptions { MaxExpirationTime = TimeSpan.FromSeconds(1) }));

    private static async Task SendAsync(HttpClient http, FuzzGround ground, int requests, int firstSeed, FuzzTally tally) => await Task.WhenAll(
        Enumerable.Range(firstSeed, Lanes).Select(async seed =>
        {
            var fuzz = new ApiFuzz(ground, seed);
            for (var i = 0; i < requests / Lanes; i++)
                tally.Add(await fuzz.SendAsync(http));
        }));

    private static string Distribution(IReadOnlyDictionary<int, int> statuses) =>
        string.Join(", ", statuses.Select(status => $"{(status.Key == 0 ? "closed" : status.Key)} × {Count(status.Value)}"));

    private static string Count(int number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
