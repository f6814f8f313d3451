using System.Diagnostics;
using BatchGen.Benchmarks.Tables;
using BatchGen.Testing;
using BatchGen.Testing.Models;

namespace BatchGen.Benchmarks.WholeWay;

/// <summary>
/// From the start of the built server's process to its line with the address; and a whole headless run of one item
/// with one token: process start, new database, engine start, model load, first token, result file.
/// </summary>
internal sealed class StartupBenchmark : IBenchmark
{
    private const int Rounds = 7;

    public string Name => "startup";

    public async Task<ResultTable> RunAsync()
    {
        var listening = new List<double>();
        var firstToken = new List<double>();
        for (var round = 0; round < Rounds; round++)
        {
            listening.Add(await UntilListeningAsync());
            firstToken.Add(await OneTokenAsync());
        }

        return new ResultTable(
            "Start",
            ["Seconds", "bound", "least", "median", "most"],
            [
                ["process start to listening", "3", .. Spread.Of(listening).Cells("0.00")],
                ["process start to the result file of one item with one token", "5", .. Spread.Of(firstToken).Cells("0.00")],
            ]);
    }

    private static async Task<double> UntilListeningAsync()
    {
        using var folder = new ScratchFolder();
        var watch = Stopwatch.StartNew();
        using var server = Start(
            "--urls", "http://127.0.0.1:0", "--data-directory", folder.File("data"), "--model", RandomModel.PathOf(new RandomModelShape()));
        while (await server.StandardOutput.ReadLineAsync() is { } line && !line.Contains("http://", StringComparison.Ordinal))
        {
            // Whatever it says before its address is not what is waited for.
        }

        var seconds = watch.Elapsed.TotalSeconds;
        server.Kill(entireProcessTree: true);
        await server.WaitForExitAsync();
        return seconds;
    }

    private static async Task<double> OneTokenAsync()
    {
        using var folder = new ScratchFolder();
        var input = folder.File("one.jsonl");
        await File.WriteAllTextAsync(input, """{"prompt":"Write a function","max_tokens":1}""");
        var watch = Stopwatch.StartNew();
        using var run = Start("run", input, "--output", folder.File("out.jsonl"), "--model", RandomModel.PathOf(new RandomModelShape()));
        await run.WaitForExitAsync();
        if (run.ExitCode != 0)
            throw new InvalidOperationException($"The run ended with {run.ExitCode}: {await run.StandardError.ReadToEndAsync()}");
        return watch.Elapsed.TotalSeconds;
    }

    private static Process Start(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "BatchGen.Web.dll"), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        return Process.Start(start) ?? throw new InvalidOperationException("The server could not be started.");
    }
}
