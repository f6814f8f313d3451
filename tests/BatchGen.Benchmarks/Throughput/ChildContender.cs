using System.Diagnostics;
using System.Text.Json;

namespace BatchGen.Benchmarks.Throughput;

/// <summary>A contender in a process of its own: it is given a workload's file a line and answers with its figures a line.</summary>
internal sealed class ChildContender : IRunning
{
    public const string Ready = "ready";

    private readonly string _name;
    private readonly Process _process;

    private ChildContender(string name, Process process)
    {
        _name = name;
        _process = process;
    }

    public static async Task<ChildContender> StartAsync(string name, ProcessStartInfo start)
    {
        start.RedirectStandardInput = true;
        start.RedirectStandardOutput = true;
        var child = new ChildContender(name, Process.Start(start)!);
        await child.AnswerAsync(Ready);
        return child;
    }

    /// <summary>This program, or another build of it, with a verb.</summary>
    public static ProcessStartInfo Own(string? folder, params IEnumerable<string> arguments) =>
        folder is null ? new(Environment.ProcessPath!, [.. Host(), .. arguments]) : new(Path.Combine(folder, "BatchGen.Benchmarks"), arguments);

    public async Task<RunFigures> RunAsync(Workload workload, string file)
    {
        var before = ProcessTree.ProcessorSeconds(_process);
        await _process.StandardInput.WriteLineAsync(file);
        await _process.StandardInput.FlushAsync();
        var figures = JsonSerializer.Deserialize<RunFigures>(await AnswerAsync("{"))!;
        return figures with { ProcessorSeconds = ProcessTree.ProcessorSeconds(_process) - before };
    }

    public async ValueTask DisposeAsync()
    {
        // The end of its input is a child's end.
        _process.StandardInput.Close();
        if (!_process.WaitForExit(TimeSpan.FromSeconds(10)))
            _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    // Started as "dotnet BatchGen.Benchmarks.dll", the process is dotnet.
    private static IEnumerable<string> Host() =>
        Path.GetFileNameWithoutExtension(Environment.ProcessPath!) == "dotnet" ? [Path.Combine(AppContext.BaseDirectory, "BatchGen.Benchmarks.dll")] : [];

    /// <summary>The next line that begins so; native libraries write to the same output.</summary>
    private async Task<string> AnswerAsync(string beginning)
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.StartsWith(beginning, StringComparison.Ordinal))
                return line;
            if (line.StartsWith("error: ", StringComparison.Ordinal))
                throw new ContenderException($"{_name}: {line["error: ".Length..]}");
        }

        throw new ContenderException($"{_name} ended without an answer.");
    }
}
