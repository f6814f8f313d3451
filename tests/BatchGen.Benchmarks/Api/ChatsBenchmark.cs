using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using BatchGen.Benchmarks.Tables;

namespace BatchGen.Benchmarks.Api;

/// <summary>Two hundred streamed chats at once on the model that ships: does anyone get an error, and how long does the first word take.</summary>
internal sealed class ChatsBenchmark : IBenchmark
{
    private const int Chats = 200;
    private const int MaxTokens = 64;

    public string Name => "chats";

    public async Task<ResultTable> RunAsync()
    {
        await using var server = await ApiServer.StartAsync(new Dictionary<string, string?>());
        using var http = server.NewClient(new SocketsHttpHandler { MaxConnectionsPerServer = Chats });
        http.Timeout = TimeSpan.FromMinutes(5);
        await ChatAsync(http, 0);

        var watch = Stopwatch.StartNew();
        var chats = await Task.WhenAll(Enumerable.Range(1, Chats).Select(number => ChatAsync(http, number)));
        var total = watch.Elapsed;

        var firsts = chats.Where(chat => chat.IsWhole).Select(chat => chat.FirstText.TotalMilliseconds).Order().ToList();
        return new ResultTable(
            $"{Chats} streamed chats at once, up to {MaxTokens} tokens each",
            ["Figure", "bound", "value"],
            [
                ["chats that did not come to their end", "0", (Chats - firsts.Count).ToString(CultureInfo.InvariantCulture)],
                ["time to first token, median, ms", "", Milliseconds(firsts, 0.5)],
                ["time to first token, p95, ms", "", Milliseconds(firsts, 0.95)],
                ["time to first token, most, ms", "", Milliseconds(firsts, 1)],
                ["all of them, s", "", total.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture)],
            ]);
    }

    private static async Task<ChatFigures> ChatAsync(HttpClient http, int number)
    {
        var watch = Stopwatch.StartNew();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/chat/completions")
        {
            Content = JsonContent.Create(new
            {
                messages = new[] { new { role = "user", content = $"Write function number {number}." } },
                max_tokens = MaxTokens,
                stream = true,
            }),
        };
        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        if (!response.IsSuccessStatusCode)
            return new ChatFigures(TimeSpan.Zero, IsWhole: false);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());
        TimeSpan? first = null;
        var isWhole = false;
        while (await reader.ReadLineAsync() is { } line)
        {
            // The first event opens the answer with an empty text.
            if (line.Contains("\"content\":\"", StringComparison.Ordinal) && !line.Contains("\"content\":\"\"", StringComparison.Ordinal))
                first ??= watch.Elapsed;
            isWhole |= line == "data: [DONE]";
        }

        return new ChatFigures(first ?? watch.Elapsed, isWhole);
    }

    private static string Milliseconds(List<double> sorted, double share) =>
        sorted.Count == 0 ? "–" : sorted[(int)Math.Ceiling(share * sorted.Count) - 1].ToString("0", CultureInfo.InvariantCulture);
}
