using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using BatchGen.Benchmarks.Tables;
using BatchGen.Benchmarks.Throughput;

namespace BatchGen.Benchmarks.Runtimes;

/// <summary>
/// The runtimes that this program is built for, side by side: tokens a second at 1, 8 and 32 sequences, prompts and answers apart. Each has
/// its process with the model loaded all the time, and they are asked in turn, so that what else the machine does meets both.
/// </summary>
internal static class RuntimesCommand
{
    public const string Verb = "runtimes";

    private const string Usage =
        "runtimes [--model demo,126m] [--rounds 5] [--threads N]: names of models as in throughput; threads are this machine's cores unless named.";

    private static readonly int[] SequenceCounts = [1, 8, 32];

    /// <returns>0; 2 when an argument is wrong or the second runtime is not built.</returns>
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments)
    {
        if (Options.TryParse(arguments) is not { } options)
        {
            await Console.Error.WriteLineAsync(Usage);
            return 2;
        }

        var folders = BuiltRuntimes.Find();
        if (folders.Count < 2)
        {
            await Console.Error.WriteLineAsync($"The second runtime is not built: {BuiltRuntimes.HowToBuild}");
            return 2;
        }

        var rows = new List<IReadOnlyList<string>>();
        foreach (var name in options.Models)
            rows.AddRange(await MeasureAsync(ThroughputModel.Of(name), folders, options));
        string[] columns = ["model", "sequences", "tokens/s of", "runtime", "median", "range", "first is × this", "range of the ratio"];
        new ResultTable("The runtimes side by side", columns, rows).Print(Console.Out);
        return 0;
    }

    private static async Task<IReadOnlyList<IReadOnlyList<string>>> MeasureAsync(ThroughputModel model, IReadOnlyList<string> folders, Options options)
    {
        var threads = options.Threads.ToString(CultureInfo.InvariantCulture);
        var runtimes = folders.Select(folder => new RunningRuntime(BuiltRuntimes.Start(folder, RuntimeChild.Verb, model.Path, threads))).ToList();
        try
        {
            foreach (var runtime in runtimes)
                await runtime.WaitUntilReadyAsync();
            for (var round = 0; round < options.Rounds; round++)
            {
                foreach (var sequences in SequenceCounts)
                {
                    // Whoever goes first finds the caches cold.
                    foreach (var runtime in round % 2 == 0 ? runtimes : runtimes.AsEnumerable().Reverse())
                        await runtime.MeasureAsync(sequences);
                }
            }

            return [.. SequenceCounts.SelectMany(sequences => Rows(model.Name, sequences, runtimes))];
        }
        finally
        {
            foreach (var runtime in runtimes)
                runtime.Dispose();
        }
    }

    private static IEnumerable<IReadOnlyList<string>> Rows(string model, int sequences, IReadOnlyList<RunningRuntime> runtimes) =>
        from what in new[] { Phase.Prefill, Phase.Decode }
        from runtime in runtimes
        select Row(model, sequences, what, runtime, runtimes[0]);

    private static IReadOnlyList<string> Row(string model, int sequences, Phase what, RunningRuntime runtime, RunningRuntime first)
    {
        var speeds = runtime.Figures(sequences).Select(what.SpeedOf).ToList();
        var speed = Spread.Of(speeds);
        var ratio = Spread.Of(first.Figures(sequences).Select(what.SpeedOf).Zip(speeds, (own, other) => own / other));
        return
        [
            model, sequences.ToString(CultureInfo.InvariantCulture), what.Name, runtime.Name,
            Text(speed.Median, "#,0"), $"{Text(speed.Least, "#,0")}–{Text(speed.Most, "#,0")}",
            .. runtime == first ? new[] { "", "" } : [$"**{Text(ratio.Median, "0.00")}**", $"{Text(ratio.Least, "0.00")}–{Text(ratio.Most, "0.00")}"],
        ];
    }

    private static string Text(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);

    private sealed record Phase(string Name, Func<RuntimeFigures, double> SpeedOf)
    {
        public static Phase Prefill { get; } = new("prefill", figures => figures.Prefill);

        public static Phase Decode { get; } = new("decode", figures => figures.Decode);
    }

    private sealed record Options(IReadOnlyList<string> Models, int Rounds, int Threads)
    {
        public static Options? TryParse(IReadOnlyList<string> arguments)
        {
            var options = new Options(["demo", "126m"], 5, Environment.ProcessorCount);
            for (var index = 0; index + 1 < arguments.Count; index += 2)
            {
                var value = arguments[index + 1];
                var number = int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var parsed) && parsed > 0 ? parsed : (int?)null;
                var next = (arguments[index], number) switch
                {
                    ("--model", _) => options with { Models = value.Split(',') },
                    ("--rounds", { } rounds) => options with { Rounds = rounds },
                    ("--threads", { } threads) => options with { Threads = threads },
                    _ => null,
                };
                if (next is null)
                    return null;
                options = next;
            }

            return arguments.Count % 2 == 0 ? options : null;
        }
    }
}

/// <summary>A runtime's process, and what it has measured so far.</summary>
internal sealed class RunningRuntime : IDisposable
{
    private readonly Process _process;
    private readonly Dictionary<int, List<RuntimeFigures>> _figures = [];

    public RunningRuntime(ProcessStartInfo start)
    {
        start.RedirectStandardInput = start.RedirectStandardOutput = true;
        _process = Process.Start(start)!;
    }

    public string Name { get; private set; } = "";

    public IReadOnlyList<RuntimeFigures> Figures(int sequences) => _figures[sequences];

    public async Task WaitUntilReadyAsync() => Name = (await AnswerAsync(RuntimeChild.Ready))[RuntimeChild.Ready.Length..];

    public async Task MeasureAsync(int sequences)
    {
        await _process.StandardInput.WriteLineAsync(sequences.ToString(CultureInfo.InvariantCulture));
        await _process.StandardInput.FlushAsync();
        var figures = JsonSerializer.Deserialize<RuntimeFigures>(await AnswerAsync("{"))!;
        if (!_figures.TryGetValue(sequences, out var all))
            _figures[sequences] = all = [];
        all.Add(figures);
        await Console.Error.WriteLineAsync(
            FormattableString.Invariant($"{Name}: {sequences} sequences, prefill {figures.Prefill:0}, decode {figures.Decode:0} tokens/s"));
    }

    public void Dispose()
    {
        // The end of its input is its end.
        _process.StandardInput.Close();
        if (!_process.WaitForExit(TimeSpan.FromSeconds(10)))
            _process.Kill();
        _process.Dispose();
    }

    /// <summary>The next line that begins so; native libraries write to the same output.</summary>
    private async Task<string> AnswerAsync(string beginning)
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.StartsWith(beginning, StringComparison.Ordinal))
                return line;
        }

        throw new InvalidOperationException($"The runtime '{Name}' ended without an answer.");
    }
}
