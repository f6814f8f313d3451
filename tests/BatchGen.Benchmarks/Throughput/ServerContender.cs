using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json.Serialization;

namespace BatchGen.Benchmarks.Throughput;

/// <summary>llama-server's settings: slots, one KV cache for all or a part each, and drafts from the prompt.</summary>
internal sealed record ServerSettings(int Slots, bool Unified, bool Drafts)
{
    public string Name => $"-np {Slots}{(Unified ? " -kvu" : "")}{(Drafts ? " --spec-type ngram-simple" : "")}";

    /// <summary>Every setting worth trying for a workload.</summary>
    public static IReadOnlyList<ServerSettings> Candidates(Workload workload, int cells)
    {
        var fitting = new[] { 4, 8, 16, 32 }.Where(slots => cells / slots >= workload.LargestCells).Select(
            slots => new ServerSettings(slots, Unified: false, Drafts: false)).ToList();
        IReadOnlyList<ServerSettings> all = fitting.Count > 1
            ? [.. fitting.Where(setting => setting.Slots > 4)]
            : [.. fitting, new(8, Unified: true, Drafts: false), new(16, Unified: true, Drafts: false)];
        return workload.Name == "d" ? [.. all, .. all.Select(setting => setting with { Drafts = true })] : all;
    }

    /// <summary>E.g. 16, 8u or 8us.</summary>
    public static ServerSettings Parse(string text) => new(
        int.Parse(text.TrimEnd('u', 's'), CultureInfo.InvariantCulture), text.Contains('u', StringComparison.Ordinal), text.Contains('s', StringComparison.Ordinal));
}

/// <summary>llama-server with its prompt cache, given as many requests at once as it has slots.</summary>
internal sealed class ServerContender : IRunning
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private readonly ServerSettings _settings;
    private readonly Process _process;
    private readonly HttpClient _client;

    private ServerContender(ServerSettings settings, Process process, HttpClient client)
    {
        _settings = settings;
        _process = process;
        _client = client;
    }

    public static async Task<ServerContender> StartAsync(string folder, string model, LoopSettings loop, ServerSettings settings)
    {
        var port = FreePort();
        var start = new ProcessStartInfo(
            Path.Combine(folder, "llama-server"),
            [
                "-m", model, "-ngl", "0", "--host", "127.0.0.1", "--port", Text(port), "-np", Text(settings.Slots), "-c", Text(loop.Cells),
                "-b", "2048", "-ub", Text(loop.MicroStepTokens), "-fa", "on", "-t", Text(loop.Threads), "--no-ui", "--log-disable", settings.Unified
                    ? "-kvu"
                    : "-no-kvu",
                .. settings.Drafts ? (string[])["--spec-type", "ngram-simple"] : [],
            ]) { RedirectStandardOutput = true, RedirectStandardError = true };
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var client = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 256 }) { BaseAddress = new Uri($"http://127.0.0.1:{port}"), Timeout = Patience };
        var server = new ServerContender(settings, process, client);
        await server.UntilReadyAsync();
        return server;
    }

    public async Task<RunFigures> RunAsync(Workload workload, string file)
    {
        var items = new ConcurrentQueue<WorkItem>(workload.Items);
        var answers = new ConcurrentBag<(WorkItem Item, Answer Answer)>();
        var before = ProcessTree.ProcessorSeconds(_process);
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, _settings.Slots).Select(_ => SendAsync(items, answers)));
        var seconds = watch.Elapsed.TotalSeconds;
        return new RunFigures(
            seconds,
            workload.PromptTokens,
            answers.Sum(pair => (long)pair.Answer.Predicted),
            answers.Sum(pair => (long)(pair.Item.Prompt.Length - pair.Answer.Timings.PromptComputed)),
            answers.Sum(pair => (long)pair.Answer.Timings.PromptComputed),
            Wrong: workload.Items[0].Expected is null ? null : answers.Count(pair => pair.Answer.Content != pair.Item.Expected),
            ProcessorSeconds: ProcessTree.ProcessorSeconds(_process) - before);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private async Task SendAsync(ConcurrentQueue<WorkItem> items, ConcurrentBag<(WorkItem, Answer)> answers)
    {
        while (items.TryDequeue(out var item))
        {
            var body = new { prompt = item.Prompt, n_predict = item.MaxTokens, temperature = 0, cache_prompt = true };
            using var answer = await _client.PostAsJsonAsync(new Uri("/completion", UriKind.Relative), body);
            if (!answer.IsSuccessStatusCode)
                throw new ContenderException($"llama-server {_settings.Name}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
            answers.Add((item, (await answer.Content.ReadFromJsonAsync<Answer>())!));
        }
    }

    private async Task UntilReadyAsync()
    {
        for (var waited = Stopwatch.StartNew(); waited.Elapsed < Patience; await Task.Delay(100))
        {
            if (_process.HasExited)
                throw new ContenderException($"llama-server {_settings.Name} ended with {_process.ExitCode} before it was ready.");
            try
            {
                using var answer = await _client.GetAsync(new Uri("/health", UriKind.Relative));
                if (answer.StatusCode == HttpStatusCode.OK)
                    return;
            }
            catch (HttpRequestException)
            {
                // It does not listen yet.
            }
        }

        throw new ContenderException($"llama-server was not ready within {Patience.TotalMinutes:0} minutes.");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private sealed record Answer(
        [property: JsonPropertyName("content")] string Content,
        [property: JsonPropertyName("tokens_predicted")] int Predicted,
        [property: JsonPropertyName("timings")] AnswerTimings Timings);

    private sealed record AnswerTimings([property: JsonPropertyName("prompt_n")] int PromptComputed);
}
