using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;

namespace BatchGen.Testing.Mutations;

/// <summary>Tries model files in a process of its own, which is started again when a file ends it.</summary>
/// <param name="start">How to start a process that runs <see cref="LoadProbe"/>.</param>
/// <param name="patience">How long a file may take.</param>
public sealed class LoadTrial(Func<ProcessStartInfo> start, TimeSpan patience) : IDisposable
{
    private const string Starting = "start";
    private const int LastWords = 6;

    private readonly ConcurrentQueue<string> _words = new();
    private Process? _process;

    /// <summary>A process that runs an assembly of ours with arguments.</summary>
    public static ProcessStartInfo Of(string assembly, params IReadOnlyList<string> arguments)
    {
        var dotnet = Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "dotnet" ? path : "dotnet";
        return new ProcessStartInfo(dotnet, ["exec", assembly, .. arguments]);
    }

    public async Task<LoadVerdict> TryAsync(string path)
    {
        _process ??= Start();
        _words.Clear();
        var stage = Starting;
        using var ending = new CancellationTokenSource(patience);
        try
        {
            await _process.StandardInput.WriteLineAsync(path);
            while (await _process.StandardOutput.ReadLineAsync(ending.Token) is { } line)
            {
                if (line.StartsWith(LoadProbe.StageMark, StringComparison.Ordinal))
                    stage = line[LoadProbe.StageMark.Length..];
                else if (line.StartsWith(LoadProbe.EndMark, StringComparison.Ordinal))
                    return JsonSerializer.Deserialize<LoadVerdict>(line[LoadProbe.EndMark.Length..])!;
            }
        }
        catch (OperationCanceledException)
        {
            End();
            return new LoadVerdict(LoadOutcome.Hung, stage, $"no answer after {patience.TotalSeconds} s");
        }
        catch (IOException)
        {
            // It ended before it read the path.
        }

        await _process.WaitForExitAsync(CancellationToken.None);
        if (stage == Starting)
            throw new InvalidOperationException($"The trial's process ended before it took a file: {string.Join('\n', _words)}");
        var verdict = new LoadVerdict(LoadOutcome.Killed, stage, $"exit code {_process.ExitCode}: {string.Join(" | ", _words)}");
        End();
        return verdict;
    }

    public void Dispose() => End();

    private Process Start()
    {
        var info = start();
        info.RedirectStandardInput = info.RedirectStandardOutput = info.RedirectStandardError = true;
        // ggml would start a debugger to print where it was.
        info.Environment["GGML_NO_BACKTRACE"] = "1";
        info.Environment["DOTNET_DbgEnableMiniDump"] = "0";
        var process = Process.Start(info)!;
        process.ErrorDataReceived += (_, line) => Remember(line.Data);
        process.BeginErrorReadLine();
        return process;
    }

    private void Remember(string? line)
    {
        if (string.IsNullOrWhiteSpace(line))
            return;
        _words.Enqueue(line);
        while (_words.Count > LastWords)
            _words.TryDequeue(out _);
    }

    private void End()
    {
        if (_process is null)
            return;
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
        _process = null;
    }
}
