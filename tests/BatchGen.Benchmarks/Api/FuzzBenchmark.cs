using System.Globalization;
using BatchGen.Benchmarks.Tables;
using BatchGen.EndToEnd.OpenAi;

namespace BatchGen.Benchmarks.Api;

/// <summary>Fifty thousand requests that no client sends: what the server answered, and what it kept of them in memory.</summary>
internal sealed class FuzzBenchmark : IBenchmark
{
    private const int Requests = 50_000;
    private const int Lanes = 8;

    /// <summary>Caches and pools are filled by then; what grows afterwards would grow for ever.</summary>
    private const int WarmUp = 10_000;

    public string Name => "fuzz";

    public async Task<ResultTable> RunAsync()
    {
        await using var server = await ApiServer.StartAsync(new Dictionary<string, string?> { ["Engine:Threads"] = "1" });
        using var http = server.NewClient(new SocketsHttpHandler());
        http.Timeout = TimeSpan.FromMinutes(2);
        var tally = new FuzzTally();

        await SendAsync(http, server.Address, WarmUp, firstSeed: 1, tally);
        var before = HeapBytes();
        await SendAsync(http, server.Address, Requests - WarmUp, firstSeed: 1_000, tally);
        var after = HeapBytes();

        return new ResultTable(
            $"{Requests:N0} requests that no client sends",
            ["Answer", "bound", "count"],
            [
                .. tally.Statuses.Select(status => (IReadOnlyList<string>)[$"status {status.Key}", "", Count(status.Value)]),
                ["broken promises (5xx other than 503 with retry-after, unforeseen failures, errors without a body)", "0", Count(tally.Complaints.Count)],
                ["connections that broke off", "0", Count(tally.Broken)],
                [$"managed memory after {WarmUp:N0} requests, MiB", "", Mebibytes(before)],
                ["managed memory at the end, MiB", "", Mebibytes(after)],
                .. tally.Complaints.Take(5).Select(complaint => (IReadOnlyList<string>)[complaint, "", ""]),
            ]);
    }

    private static async Task SendAsync(HttpClient http, Uri server, int requests, int firstSeed, FuzzTally tally) => await Task.WhenAll(
        Enumerable.Range(firstSeed, Lanes).Select(async seed =>
        {
            var fuzz = new ApiFuzz(seed);
            for (var i = 0; i < requests / Lanes; i++)
                await SendOneAsync(http, fuzz.Next(server), tally);
        }));

    private static async Task SendOneAsync(HttpClient http, HttpRequestMessage message, FuzzTally tally)
    {
        using var request = message;
        try
        {
            using var response = await http.SendAsync(request);
            tally.Add((int)response.StatusCode, ApiFuzz.Complaint(response, await response.Content.ReadAsStringAsync()));
        }
        catch (HttpRequestException)
        {
            tally.AddBroken();
        }
    }

    private static long HeapBytes()
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        GC.WaitForPendingFinalizers();
        return GC.GetTotalMemory(forceFullCollection: true);
    }

    private static string Count(int number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static string Mebibytes(long bytes) => (bytes / 1048576.0).ToString("0.0", CultureInfo.InvariantCulture);
}
