using System.Diagnostics;
using System.Text.Json;
using BatchGen.Engine.Setup;
using BatchGen.Inference.Runtime;
using BatchGen.Inference.Sentences;

namespace BatchGen.Engine.Planning;

/// <summary>An engine process that plans: a line in, a line out. Not thread-safe.</summary>
internal sealed class PlanProcess : IAsyncDisposable
{
    private readonly Process _process;
    private volatile string? _lastWords;

    private PlanProcess(Process process)
    {
        _process = process;
        process.ErrorDataReceived += (_, line) => _lastWords = string.IsNullOrWhiteSpace(line.Data) ? _lastWords : line.Data.Trim();
    }

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    /// <exception cref="DryRunException">The executable is missing or cannot be started.</exception>
    public static PlanProcess Start()
    {
        var started = new PlanProcess(new Process { StartInfo = EngineExecutable.StartInfo(EngineExecutable.PlanVerb) });
        try
        {
            started._process.Start();
        }
        catch (Exception failure) when (failure is System.ComponentModel.Win32Exception or FileNotFoundException)
        {
            throw new DryRunException(
                DryRunException.NotStarted,
                $"The engine process '{started._process.StartInfo.FileName}' could not be started: {ForeignMessage.Of(failure)} Build or install BatchGen again.",
                failure);
        }

        started._process.BeginErrorReadLine();
        return started;
    }

    /// <exception cref="DryRunException">The process ended instead of answering.</exception>
    /// <exception cref="OperationCanceledException">No answer in time; the process is of no use any more.</exception>
    public async Task<PlanHostReply> AskAsync(PlanHostRequest request, CancellationToken deadline)
    {
        await SendAsync(JsonSerializer.Serialize(request));
        var line = await _process.StandardOutput.ReadLineAsync(deadline)
            ?? throw new DryRunException(DryRunException.Died, await DescribeEndAsync());
        return JsonSerializer.Deserialize<PlanHostReply>(line)!;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    private async Task SendAsync(string line)
    {
        try
        {
            await _process.StandardInput.WriteLineAsync(line);
            await _process.StandardInput.FlushAsync();
        }
        catch (IOException)
        {
            // It is gone; reading its answer says so and why.
        }
    }

    private async Task<string> DescribeEndAsync()
    {
        await _process.WaitForExitAsync();
        var words = _lastWords is { } said ? $" It said last: {said}" : "";
        return $"The process that simulates loading the model ended with code {_process.ExitCode}; the computed figures stand.{words}";
    }
}

/// <summary>One line to the planning process.</summary>
/// <param name="DryRun">Null asks for the devices only.</param>
internal sealed record PlanHostRequest(DryRunRequest? DryRun);

/// <summary>One line from the planning process.</summary>
/// <param name="Runtime">What answers; null when it could not be loaded.</param>
/// <param name="Code">Set when it refused.</param>
/// <param name="Message">Why, as a sentence; set together with <paramref name="Code"/>.</param>
internal sealed record PlanHostReply(
    RuntimeInfo? Runtime, IReadOnlyList<DeviceMemory> Devices, IReadOnlyList<DeviceAllocation> Allocations, string? Code, string? Message);
