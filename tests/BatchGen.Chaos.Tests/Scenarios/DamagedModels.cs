using System.Net;
using System.Text.Json.Nodes;
using BatchGen.Chaos.Tests.Servers;
using BatchGen.Testing;
using BatchGen.Testing.Mutations;

namespace BatchGen.Chaos.Tests.Scenarios;

/// <summary>Damaged model files are offered to the running server and, where it takes them, loaded and asked something.</summary>
internal sealed class DamagedModels : IScenario
{
    /// <summary>What an engine may not say for so long is said by the server.</summary>
    private const string LoadPatience = "00:00:20";

    private static readonly string[] EngineDeaths = ["engine_died_loading", "engine_lost", "ended by signal", "ended with code"];

    public string Name => "damaged-models";

    public async Task<ScenarioRow> RunAsync(ChaosRun run)
    {
        using var folder = new ScratchFolder();
        var settings = WebServer.SettingsFor(folder.File("data"));
        settings["Live:LoadPatience"] = LoadPatience;
        settings["Engine:IdleBeforeUnload"] = "00:00:01";
        settings["Engine:Slots"] = "1";
        settings["Engine:ContextLimitTokens"] = "256";
        settings["GGML_NO_BACKTRACE"] = "1";
        await using var server = new WebServer(settings);
        server.Start();
        using var api = new ApiClient(server.AddressAsync);
        var tally = new ModelTally();
        foreach (var (number, model) in new ModelMutator(run.Seed).All().Take(run.Sizes.Files).Index())
        {
            var path = folder.File($"model-{number}.gguf");
            model.Write(path);
            await TryAsync(api, path, $"{number}, {model.Description}", tally);
            File.Delete(path);
            if (!server.IsRunning)
            {
                tally.Problems.Add($"the server ended at {number}, {model.Description}:\n{server.LastWords}");
                break;
            }

            if (number % 100 == 99)
                await run.Log.WriteLineAsync($"  {number + 1} files, {tally.EngineDeaths} engines ended by one");
        }

        return new ScenarioRow(
            Name,
            $"{run.Sizes.Files} damaged model files",
            null,
            null,
            null,
            $"web {(server.IsRunning ? 0 : 1)}, engines ended by {tally.EngineDeaths} files",
            "",
            $"{tally.RefusedAtOnce} refused when they were added, {tally.RefusedAtLoad} when they were loaded, {tally.Answered} answered",
            tally.Problems);
    }

    private static async Task TryAsync(ApiClient api, string path, string what, ModelTally tally)
    {
        using var patience = new CancellationTokenSource(Patience.Ceiling);
        var added = await api.TryAsync(HttpMethod.Post, "/api/models", new JsonObject { ["path"] = path }, patience.Token);
        if (added is not { Status: HttpStatusCode.OK })
        {
            tally.RefusedAtOnce++;
            tally.Ask(added, what);
            return;
        }

        var name = Path.GetFileNameWithoutExtension(path);
        var answer = await api.TryAsync(HttpMethod.Post, "/v1/chat/completions", new JsonObject
        {
            ["model"] = name,
            ["max_tokens"] = 1,
            ["messages"] = new JsonArray(new JsonObject { ["role"] = "user", ["content"] = "Write a function" }),
        }, patience.Token);
        if (answer is { Status: HttpStatusCode.OK })
            tally.Answered++;
        else
            tally.RefusedAtLoad++;
        if (answer is { Status: not HttpStatusCode.OK })
            tally.Ask(answer, what);
        if (answer is null)
            tally.Problems.Add($"no answer when it was loaded: {what}");
        if (answer is not null && EngineDeaths.Any(sign => answer.Text.Contains(sign, StringComparison.Ordinal)))
            tally.EngineDeaths++;
        await api.TryAsync(HttpMethod.Delete, $"/api/models/{name}", null, patience.Token);
    }

    private sealed class ModelTally
    {
        public int RefusedAtOnce { get; set; }

        public int RefusedAtLoad { get; set; }

        public int Answered { get; set; }

        public int EngineDeaths { get; set; }

        public List<string> Problems { get; } = [];

        /// <summary>A refusal is a sentence.</summary>
        public void Ask(ApiAnswer? answer, string what)
        {
            if (answer?.ErrorMessage is not { Length: > 10 } || answer.Text.Contains("internal_error", StringComparison.Ordinal))
                Problems.Add($"no sentence for {what}: {answer?.Status} {answer?.Text}");
        }
    }
}
