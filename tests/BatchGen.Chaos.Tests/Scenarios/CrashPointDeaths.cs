using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using BatchGen.Batches.Data;
using BatchGen.Chaos.Tests.Servers;
using BatchGen.Chaos.Tests.Witnesses;
using BatchGen.Testing;

namespace BatchGen.Chaos.Tests.Scenarios;

/// <summary>
/// The server dies once at each of the points that the code marks, doing what leads there, and is started again: the work ends as if
/// nothing had been, everything once.
/// </summary>
internal sealed class CrashPointDeaths : IScenario
{
    private const int Items = 12;

    /// <summary>What is not told after so long is not told by itself any more.</summary>
    private static readonly TimeSpan TellingTakes = TimeSpan.FromMinutes(3);

    public string Name => "crash-points";

    public async Task<ScenarioRow> RunAsync(ChaosRun run)
    {
        var points = Enum.GetValues<CrashPoint>();
        var problems = new List<string>();
        var counts = (Lost: 0, Duplicated: 0, Changed: 0, Deaths: 0);
        foreach (var point in points)
        {
            using var life = new BrokenLife(point);
            await run.Log.WriteLineAsync($"  {point}");
            await life.RunAsync();
            problems.AddRange(life.Problems.Select(problem => $"{point}: {problem}"));
            counts = (
                counts.Lost + life.Witness.Lost,
                counts.Duplicated + life.Witness.Duplicated,
                counts.Changed + life.Witness.Changed,
                counts.Deaths + life.Deaths);
        }

        return new ScenarioRow(
            Name, $"{points.Length} points, a death at each", counts.Lost, counts.Duplicated, counts.Changed, $"web {counts.Deaths}", "", "", problems);
    }

    /// <summary>One server that dies at one point.</summary>
    private sealed class BrokenLife : IDisposable
    {
        private readonly CrashPoint _point;
        private readonly ScratchFolder _folder = new();
        private readonly Dictionary<string, string?> _settings;
        private readonly WebServer _server;
        private readonly ApiClient _api;
        private readonly CallReceiver _calls = new();
        private readonly WatchedBatches _batches;
        private readonly CancellationTokenSource _ceiling = new(2 * Patience.Ceiling);

        public BrokenLife(CrashPoint point)
        {
            _point = point;
            _settings = WebServer.SettingsFor(_folder.File("data"));
            _settings[CrashPoints.Variable] = point.ToString();
            _server = new WebServer(_settings) { EndsItself = true };
            _api = new ApiClient(_server.AddressAsync);
            _batches = new WatchedBatches(_api, Witness);
        }

        public Witness Witness { get; } = new();

        public int Deaths { get; private set; }

        public List<string> Problems { get; } = [];

        public async Task RunAsync()
        {
            _server.Start();
            using var ended = CancellationTokenSource.CreateLinkedTokenSource(_ceiling.Token);
            var reviving = ReviveAsync(ended.Token);
            try
            {
                await DoAsync();
            }
            finally
            {
                await ended.CancelAsync();
                await reviving;
                await _server.DisposeAsync();
            }

            if (Witness.Lost + Witness.Duplicated + Witness.Changed > 0)
                Problems.Add($"{Witness.Lost} lost, {Witness.Duplicated} duplicated, {Witness.Changed} changed");
            if (Deaths != 1)
                Problems.Add($"{Deaths} deaths, where one was to be");
        }

        public void Dispose()
        {
            _api.Dispose();
            _calls.Dispose();
            _ceiling.Dispose();
            _folder.Dispose();
        }

        private Task DoAsync() => _point switch
        {
            CrashPoint.OrderStored or CrashPoint.ItemsStored or CrashPoint.ShardClaimed or CrashPoint.ResultsReady or CrashPoint.ResultsStored
                or CrashPoint.ShardsDone or CrashPoint.FilesWritten or CrashPoint.EndStored or CrashPoint.NoticeSent => SubmitAsync(),
            CrashPoint.CancelStored => CancelAsync(),
            CrashPoint.ResumeStored => ResumeAsync(),
            CrashPoint.RetryStored => RetryAsync(),
            CrashPoint.DeletionStored => DeleteAsync(),
            CrashPoint.RunStored or CrashPoint.RunSubmitted => RunScheduleAsync(),
        };

        private async Task SubmitAsync()
        {
            var batch = await OrderAsync(Prompts.Lines(Items));
            await EndAsync(batch, "completed");
            var watch = Stopwatch.StartNew();
            while (!_calls.Calls.Any(call => call.Batch == batch.Id) && watch.Elapsed < TellingTakes)
                await Task.Delay(100, _ceiling.Token);
            if (_calls.Calls.Select(call => call.Event).Distinct().ToList() is not ["batch.completed"])
                Problems.Add($"told was {string.Join(", ", _calls.Calls.Select(call => call.Event))}");
        }

        private async Task CancelAsync()
        {
            var batch = await OrderAsync(Prompts.Lines(Items));
            // One that is not read yet has no items to end.
            while (await StateAsync(batch) == "validating")
                await Task.Delay(20, _ceiling.Token);
            await AskUntilAsync($"/v1/batches/{batch.Id}/cancel", async () => await StateAsync(batch) is "cancelling" or "cancelled" or "completed");
            await EndAsync(batch, "cancelled");
        }

        private async Task ResumeAsync()
        {
            var batch = await OrderAsync(Prompts.Lines(Items));
            await AskUntilAsync($"/api/batches/{batch.Id}/pause", async () => await StateAsync(batch) is "paused" or "completed");
            await AskUntilAsync($"/api/batches/{batch.Id}/resume", async () => await StateAsync(batch) != "paused");
            await EndAsync(batch, "completed");
        }

        private async Task RetryAsync()
        {
            // One that no context holds fails each time.
            var lines = Prompts.Lines(Items, say: number => number == 0 ? string.Join(' ', Enumerable.Repeat("word", 20_000)) : null);
            var batch = await OrderAsync(lines);
            await EndAsync(batch, "completed");
            Witness.TakeBack(batch.Id, Prompts.IdOf(0));
            await AskUntilAsync($"/api/batches/{batch.Id}/retry", () => Task.FromResult(Deaths > 0));
            batch.HasEnded = false;
            await EndAsync(batch, "completed");
        }

        private async Task DeleteAsync()
        {
            var batch = await OrderAsync(Prompts.Lines(Items));
            await EndAsync(batch, "completed");
            while (await _api.TryAsync(HttpMethod.Delete, $"/api/batches/{batch.Id}", null, _ceiling.Token) is not { Status: System.Net.HttpStatusCode.NotFound })
                await Task.Delay(100, _ceiling.Token);
            // Its files go last but for its row.
            while (Directory.Exists(Path.Combine(_folder.File("data"), "batches", batch.Id)))
                await Task.Delay(100, _ceiling.Token);
        }

        private async Task RunScheduleAsync()
        {
            var template = await _api.PostAsync("/api/templates", new JsonObject { ["name"] = "nightly", ["input"] = "one\ntwo\nthree" }, _ceiling.Token);
            var schedule = await _api.PostAsync(
                "/api/schedules",
                new JsonObject { ["name"] = "nightly", ["template_id"] = template.GetProperty("id").GetInt64(), ["cron"] = "0 2 * * *", ["time_zone"] = "UTC" },
                _ceiling.Token);
            var id = schedule.GetProperty("id").GetInt64();
            await AskUntilAsync($"/api/schedules/{id}/run", () => Task.FromResult(Deaths > 0));
            JsonElement listed;
            do
            {
                await Task.Delay(100, _ceiling.Token);
                listed = (await _api.GetAsync("/api/batches", _ceiling.Token)).GetProperty("batches");
            }
            while (listed.GetArrayLength() == 0 || listed[0].GetProperty("state").GetString() != "completed");
            if (listed.GetArrayLength() != 1 || listed[0].GetProperty("succeeded_items").GetInt32() != 3)
                Problems.Add($"the run came to {listed.GetArrayLength()} batches, the first with {listed[0].GetProperty("succeeded_items")} results");
        }

        private Task<WatchedBatch> OrderAsync(string lines) => _batches.SubmitAsync($"{_point}", Items, lines, _calls.Address, _ceiling.Token);

        private async Task EndAsync(WatchedBatch batch, string status)
        {
            await _batches.WatchToEndAsync(_ceiling.Token);
            await _batches.ReadFilesAsync(_ceiling.Token);
            if (batch.Status != status)
                Problems.Add($"the batch is {batch.Status}, not {status}");
        }

        private async Task<string> StateAsync(WatchedBatch batch) =>
            (await _api.GetAsync($"/api/batches/{batch.Id}", _ceiling.Token)).GetProperty("state").GetString()!;

        /// <summary>The answer may be lost with the server that was to give it; what was wanted shows by itself.</summary>
        private async Task AskUntilAsync(string path, Func<Task<bool>> isDone)
        {
            do
            {
                await _api.TryAsync(HttpMethod.Post, path, null, _ceiling.Token);
                await Task.Delay(50, _ceiling.Token);
            }
            while (!await isDone());
        }

        /// <summary>Starts the server again when it has died, this time to live.</summary>
        private async Task ReviveAsync(CancellationToken ended)
        {
            try
            {
                while (true)
                {
                    if (!_server.IsRunning)
                    {
                        Deaths++;
                        _settings.Remove(CrashPoints.Variable);
                        _server.StartAgain();
                    }

                    await Task.Delay(20, ended);
                }
            }
            catch (OperationCanceledException) when (ended.IsCancellationRequested)
            {
                // The work has ended.
            }
        }
    }
}
