using System.Diagnostics;
using System.Text.Json;
using BatchGen.Engine.Client;
using BatchGen.Engine.Protocol;
using BatchGen.Inference.Runtime.Logs;
using BatchGen.Inference.Sentences;
using Microsoft.Extensions.Logging;

namespace BatchGen.Engine.Supervision;

/// <summary>One child process from start to end, and its last words.</summary>
internal sealed class EngineProcess : IAsyncDisposable
{
    private const int RememberedLines = 40;

    /// <summary>More than begin in one step; of earlier ones their calls have long said so.</summary>
    private const int RememberedRequests = 1_024;

    private const int KillSignal = 9;
    private readonly Process _process;
    private readonly Queue<string> _lastLines = new();
    private readonly Queue<string> _lastBegun = new();

    private readonly CancellationTokenSource _exited = new();
    private bool _isEndedByUs;
    private Sentence? _reason;

    private EngineProcess(Process process)
    {
        _process = process;
        process.EnableRaisingEvents = true;
        process.Exited += (_, _) => _exited.Cancel();
    }

    /// <summary>Cancelled when the process ends.</summary>
    public CancellationToken Exited => _exited.Token;

    /// <summary>Kept: its last words come on a thread of their own, when the process may be disposed already.</summary>
    public int Id { get; private set; }

    public bool HasExited => _process.HasExited;

    /// <exception cref="EngineException">The executable is missing or cannot be started.</exception>
    public static async Task<EngineProcess> StartAsync(IEngineProgram program, EngineSettings settings, ILogger logger)
    {
        var engine = new EngineProcess(new Process { StartInfo = program.StartInfo() });
        engine._process.ErrorDataReceived += (_, line) => engine.Remember(line.Data, logger);
        engine._process.OutputDataReceived += (_, line) => engine.Hear(line.Data, logger);
        try
        {
            engine._process.Start();
        }
        catch (Exception failure) when (failure is System.ComponentModel.Win32Exception or FileNotFoundException)
        {
            throw NotStarted(engine._process.StartInfo.FileName, failure);
        }

        engine.Id = engine._process.Id;
        engine._process.BeginErrorReadLine();
        engine._process.BeginOutputReadLine();

        await engine.TellAsync(settings);
        return engine;
    }

    public static EngineException NotStarted(string fileName, Exception failure) => new(
        "engine_not_started",
        $"The engine process '{fileName}' could not be started: {ForeignMessage.Of(failure)} Build or install BatchGen again.",
        failure);

    public Task WaitForExitAsync() => _process.WaitForExitAsync();

    /// <summary>What the operating system does when this process ends: the child leaves by itself.</summary>
    public void CloseInput() => _process.StandardInput.Close();

    /// <param name="reason">What <see cref="DescribeEnd"/> then says; null leaves it to the process's own end.</param>
    public void Kill(Sentence? reason = null)
    {
        _isEndedByUs = true;
        _reason = reason;
        try
        {
            _process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It ended by itself in the meantime.
        }
    }

    /// <summary>How it ended, once it has.</summary>
    /// <param name="wasReady">Its model was loaded before.</param>
    public EngineEnd DescribeEnd(bool wasReady)
    {
        var code = _process.ExitCode;
        var signal = code > 128 && !OperatingSystem.IsWindows() ? code - 128 : 0;
        var how = signal > 0 ? EndedBySignal(signal) : EndedWithCode(code);
        lock (_lastLines)
        {
            if (_reason is { } reason)
                return new EngineDied(wasReady, reason, [.. _lastBegun]);
            if (code != 0 && _lastLines.LastOrDefault(OutOfMemoryLine.IsOne) is { } shortage)
                return new EngineRanOutOfMemory(WithLastWords(how, shortage));
            if (signal == KillSignal && !wasReady && !_isEndedByUs)
                return new EngineRanOutOfMemory(KilledAtLoad(signal));
            return new EngineDied(wasReady, _lastLines.Count == 0 ? how : WithLastWords(how, _lastLines.Last()), [.. _lastBegun]);
        }
    }

    private Sentence EndedBySignal(int signal) => $"The engine process {Id} was ended by signal {signal}.";

    private Sentence KilledAtLoad(int signal) =>
        $"The engine process {Id} was ended by signal {signal} while it loaded, as the system does when main memory runs out.";

    private Sentence EndedWithCode(int code) => $"The engine process {Id} ended with code {code}.";

    private static Sentence WithLastWords(Sentence how, string line) => $"{how} It said last: {line}";

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            Kill();
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    /// <summary>The stream stays open: its end tells the child that its parent is gone.</summary>
    private async Task TellAsync(EngineSettings settings)
    {
        try
        {
            await _process.StandardInput.WriteLineAsync(JsonSerializer.Serialize(settings));
            await _process.StandardInput.FlushAsync();
        }
        catch (IOException)
        {
            // It ended before it read them; how it ended says why.
        }
    }

    private void Hear(string? line, ILogger logger)
    {
        if (line is null || BegunLine.IdOf(line) is not { } begun)
        {
            Remember(line, logger);
            return;
        }

        lock (_lastLines)
        {
            _lastBegun.Enqueue(begun);
            if (_lastBegun.Count > RememberedRequests)
                _lastBegun.Dequeue();
        }
    }

    private void Remember(string? line, ILogger logger)
    {
        if (string.IsNullOrWhiteSpace(line))
            return;
        logger.LogDebug("engine {ProcessId}: {Line}", Id, line);
        lock (_lastLines)
        {
            _lastLines.Enqueue(line.Trim());
            if (_lastLines.Count > RememberedLines)
                _lastLines.Dequeue();
        }
    }
}
