using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using BatchGen.Chaos.Tests.Servers;

namespace BatchGen.Chaos.Tests.Scenarios;

/// <summary>
/// Something that the server cannot do without goes away in the middle of the work and comes
/// back: nothing is lost, it says what it lacks, and goes on by itself.
/// </summary>
internal static class Outage
{
    private const int MostItems = 600;

    /// <summary>A claim that could not be renewed lapses within a minute; the rest is a next try, a load and the usual.</summary>
    private static readonly TimeSpan Allowance = TimeSpan.FromSeconds(90);

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(500);

    /// <param name="what">What is done, for the table.</param>
    /// <param name="parts">Of <c>/readyz</c>; one of them is to say that something is missing.</param>
    /// <param name="begin">Takes it away.</param>
    /// <param name="end">Brings it back.</param>
    public static async Task<ScenarioRow> RunAsync(
        ChaosRun run, string name, string what, WebServer server, IReadOnlyList<string> parts, Func<Task> begin, Func<Task> end)
    {
        var sizes = run.Sizes with { Items = Math.Min(run.Sizes.Items, MostItems), IsThorough = false };
        using var work = new DisturbedRun(run with { Sizes = sizes }, [server], Allowance);
        var said = new Dictionary<string, string>(StringComparer.Ordinal);
        await work.RunAsync(async workEnded =>
        {
            while (work.Done < sizes.Items / 3)
                await Task.Delay(20, workEnded);
            await begin();
            await run.Log.WriteLineAsync($"  away, {work.Done} of {sizes.Items} items done");
            for (var watch = Stopwatch.StartNew(); watch.Elapsed < sizes.Outage; await Task.Delay(Look, CancellationToken.None))
                await ListenAsync(work.Api, parts, said);
            await end();
            await run.Log.WriteLineAsync($"  back, {work.Done} of {sizes.Items} items done");
        });
        if (said.Count == 0)
            work.Complain("/readyz said nothing of it");
        var size = string.Create(CultureInfo.InvariantCulture, $"{sizes.Items} items, {what} for {sizes.Outage.TotalSeconds:0} s");
        return work.Row(name, size, "none", string.Join(", ", said.Select(part => $"{part.Key}: “{part.Value}”")));
    }

    private static async Task ListenAsync(ApiClient api, IReadOnlyList<string> parts, Dictionary<string, string> said)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        try
        {
            if (await api.TryAsync(HttpMethod.Get, "/readyz", null, patience.Token) is not { } answer)
                return;
            var found = JsonSerializer.Deserialize<JsonElement>(answer.Text).GetProperty("parts");
            foreach (var part in parts)
            {
                if (found.TryGetProperty(part, out var state) && state.GetProperty("status").GetString() == "not_ready")
                    said[part] = state.GetProperty("reason").GetString() ?? "no reason";
            }
        }
        catch (Exception silence) when (silence is OperationCanceledException or JsonException)
        {
            // It says nothing now.
        }
    }
}
