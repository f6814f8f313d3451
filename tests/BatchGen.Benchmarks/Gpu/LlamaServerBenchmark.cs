using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using BatchGen.Benchmarks.Tables;
using BatchGen.Testing.Models;

namespace BatchGen.Benchmarks.Gpu;

/// <summary>
/// The same requests as <see cref="ThroughputBenchmark"/> through llama-server of the same release, as many at once as it
/// has slots. The program is named by BATCHGEN_LLAMA_SERVER.
/// </summary>
internal sealed class LlamaServerBenchmark(GpuSubject subject) : IBenchmark
{
    public const string PathVariable = "BATCHGEN_LLAMA_SERVER";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    public string Name => $"gpu-llama-server-{subject.Suffix}";

    public async Task<ResultTable> RunAsync()
    {
        var program = Environment.GetEnvironmentVariable(PathVariable)
            ?? throw new InvalidOperationException($"{PathVariable} does not name llama-server.");
        var rows = new List<IReadOnlyList<string>>();
        foreach (var sequences in subject.SequencesAtOnce)
            rows.Add(await RowAsync(program, sequences));
        return new ResultTable("Throughput, llama-server", ["Sequences", "seconds", "prompt and answer tokens/s", "answer tokens/s"], rows);
    }

    private async Task<IReadOnlyList<string>> RowAsync(string program, int sequences)
    {
        var port = FreePort();
        using var server = Start(program, port, sequences);
        try
        {
            using var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}"), Timeout = Patience };
            await UntilReadyAsync(client, server);
            return ThroughputBenchmark.Row(sequences, await LoadAsync(client, sequences));
        }
        finally
        {
            server.Kill();
            await server.WaitForExitAsync();
        }
    }

    private Process Start(string program, int port, int sequences) => Process.Start(new ProcessStartInfo(
        program,
        [
            "-m", subject.WriteModel(), "-ngl", subject.GpuLayers, "--host", "127.0.0.1", "--port", Text(port),
            "-np", Text(sequences), "-c", Text(sequences * ThroughputBenchmark.CellsEach), "-b", "2048", "-ub", "512", "-fa", "on",
            "-t", Text(GpuSubject.Threads), "--no-webui",
        ])
    {
        RedirectStandardOutput = false,
    })!;

    private static async Task UntilReadyAsync(HttpClient client, Process server)
    {
        var waited = Stopwatch.StartNew();
        while (waited.Elapsed < Patience)
        {
            if (server.HasExited)
                throw new InvalidOperationException($"llama-server ended with {server.ExitCode} before it was ready.");
            try
            {
                using var answer = await client.GetAsync(new Uri("/health", UriKind.Relative));
                if (answer.StatusCode == HttpStatusCode.OK)
                    return;
            }
            catch (HttpRequestException)
            {
                // It does not listen yet.
            }

            await Task.Delay(200);
        }

        throw new TimeoutException("llama-server was not ready within 10 minutes.");
    }

    private static async Task<TimeSpan> LoadAsync(HttpClient client, int sequences)
    {
        var prompts = new ConcurrentQueue<int[]>(ThroughputBenchmark.Prompts(sequences * ThroughputBenchmark.RequestsEach));
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, sequences).Select(_ => SendAsync(client, prompts)));
        return watch.Elapsed;
    }

    private static async Task SendAsync(HttpClient client, ConcurrentQueue<int[]> prompts)
    {
        while (prompts.TryDequeue(out var prompt))
        {
            var body = new { prompt, n_predict = ThroughputBenchmark.AnswerTokens, temperature = 0, ignore_eos = true, cache_prompt = false };
            using var answer = await client.PostAsJsonAsync(new Uri("/completion", UriKind.Relative), body);
            answer.EnsureSuccessStatusCode();
            await answer.Content.ReadAsByteArrayAsync();
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
