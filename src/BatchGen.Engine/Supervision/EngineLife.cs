using BatchGen.Engine.Admission;
using BatchGen.Engine.Client;
using BatchGen.Engine.Calibration;
using BatchGen.Engine.Planning;
using BatchGen.Engine.Protocol;
using BatchGen.Engine.Setup;
using BatchGen.Inference.Memory;
using BatchGen.Inference.Runtime;
using BatchGen.Inference.Sentences;
using Grpc.Core;
using Microsoft.Extensions.Logging;

namespace BatchGen.Engine.Supervision;

/// <summary>One process of an engine, from its start to its end.</summary>
internal sealed class EngineLife(
    Residency residency, StayOrder order, StatusBoard board, EngineReadiness readiness, EngineSurroundings around, CancellationToken stopping)
{
    private readonly EngineOptions _options = around.Options;
    private readonly TaskCompletionSource<EngineEnd> _end = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>What is not known yet is measured while it loads. Not again after a death: a driver may not have been up to that.</summary>
    public required bool Measures { get; init; }

    private MemoryPlan Plan => residency.Fit.Plan;

    private MeasuredEngine Known => around.Calibrations.Find(residency.Resident.ModelPath, Plan);

    /// <exception cref="EngineException">The host says the model cannot be served, or it could not be started.</exception>
    /// <exception cref="OperationCanceledException">Everything stops.</exception>
    public async Task<EngineEnd> RunAsync()
    {
        try
        {
            var end = await LiveAsync();
            _end.SetResult(end);
            return end;
        }
        finally
        {
            _end.TrySetCanceled(CancellationToken.None);
        }
    }

    private async Task<EngineEnd> LiveAsync()
    {
        var settings = residency.Fit.Settings with
        {
            Address = EngineAddress.Create(_options.SocketDirectory),
            Telemetry = _options.Telemetry,
            MeasureOffload = Measures && Plan.IsOffloadedInPart && Known.Offload is null,
            MeasureSteps = Measures && _options.MeasureSteps && Known.Steps is null,
            KnownRowCost = Known.Steps?.Row,
        };
        board.Starting(residency.Fit);
        await using var process = await EngineProcess.StartAsync(around.Program, settings, around.Logger);
        using var connection = new EngineConnection(settings.Address, _end.Task);
        using var life = new CancellationTokenSource();
        board.Loading(process.Id);
        var watch = new HangWatch(_options.HangTimeout);
        var leaving = LeaveWhenAskedAsync(process, connection, life.Token);
        var watching = EndWhenItHangsAsync(process, watch, life.Token);
        var wasReady = false;
        EngineEnd? end = null;
        try
        {
            await WaitUntilListeningAsync(settings.Address, process.Exited);
            await foreach (var reply in connection.WatchStatusAsync(stopping))
            {
                watch.Hear(reply);
                if (!Follow(reply, process, connection))
                    continue;
                wasReady = true;
                residency.MarkLoaded();
            }
        }
        catch (EngineException failure) when (failure.Code == RuntimeException.OutOfMemoryCode)
        {
            end = new EngineRanOutOfMemory(failure.Message);
            process.CloseInput();
        }
        catch (Exception silence) when (silence is RpcException or OperationCanceledException)
        {
            // It never answered, or its socket closed: the process ended or is about to.
        }
        finally
        {
            await life.CancelAsync();
            await leaving;
            await watching;
            readiness.Unready();
        }

        stopping.ThrowIfCancellationRequested();
        await EndAsync(process);
        return end ?? (residency.IsLeaving && connection.IsRetired ? new EngineLeft() : process.DescribeEnd(wasReady));
    }

    /// <summary>What runs comes to its end; what cannot, in time, is given back to whoever sent it.</summary>
    private async Task LeaveWhenAskedAsync(EngineProcess process, EngineConnection connection, CancellationToken lifeEnded)
    {
        await ((Task)residency.LeaveAsked).WaitAsync(lifeEnded).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (lifeEnded.IsCancellationRequested)
            return;

        connection.Retire();
        readiness.Unready();
        board.Draining();
        await connection.DrainAsync(_options.DrainTimeout, around.Time, lifeEnded);
        process.CloseInput();
    }

    private async Task WaitUntilListeningAsync(string address, CancellationToken processExited)
    {
        using var starting = CancellationTokenSource.CreateLinkedTokenSource(stopping, processExited);
        starting.CancelAfter(_options.StartTimeout);
        await EngineSocket.WaitUntilListeningAsync(address, starting.Token);
    }

    /// <returns>True when the model is ready.</returns>
    /// <exception cref="EngineException">The host says the model cannot be served.</exception>
    private bool Follow(StatusReply reply, EngineProcess process, EngineConnection connection)
    {
        if (reply.State == HostStateWire.HostFailed)
            throw new EngineException(reply.FailureCode, reply.FailureMessage);

        var model = reply.Model?.FromWire();
        if (model is not null)
            model = WithMeasured(model) with { StandardContextTokens = EngineSetup.StandardContext(_options, model) };
        // Told first: whoever hears that it is ready reads a status that says so.
        board.Heard(
            reply, model, connection.IsRetired ? EngineState.Draining : model is null ? EngineState.Loading : EngineState.Ready);
        if (model is not null)
            readiness.Ready(new ReadyEngine(connection, model, order.Replaced));
        if (connection.IsLost)
            End(process, $"The engine process {process.Id} broke its connection and was ended.");
        return model is not null;
    }

    /// <summary>What this process measured is kept; one that measured nothing has what an earlier one did.</summary>
    private EngineModel WithMeasured(EngineModel model)
    {
        if (model.Offload is not null || model.Steps is not null)
            around.Calibrations.Keep(residency.Resident.ModelPath, Plan, new MeasuredEngine(model.Offload, model.Steps));
        return model with { Offload = Plan.IsOffloadedInPart ? Known.Offload : null, Steps = Known.Steps };
    }

    private async Task EndWhenItHangsAsync(EngineProcess process, HangWatch watch, CancellationToken lifeEnded)
    {
        using var turns = new PeriodicTimer(watch.Turn, around.Time);
        var hangs = false;
        while (!hangs && !lifeEnded.IsCancellationRequested)
        {
            await ((Task)turns.WaitForNextTickAsync(lifeEnded).AsTask()).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            hangs = !lifeEnded.IsCancellationRequested && watch.EndTurn();
        }

        if (hangs)
            End(process, $"The engine process {process.Id} showed no progress for {_options.HangTimeout.TotalMinutes:0.#} min and was ended.");
    }

    /// <summary>A process that serves nobody any more. It is started again, and what was in it runs again.</summary>
    private void End(EngineProcess process, Sentence reason)
    {
        around.Logger.LogError("{Reason}", reason);
        process.Kill(reason);
    }

    /// <summary>The socket closes a moment before the process is gone; one that lingers is ended.</summary>
    private async Task EndAsync(EngineProcess process)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(2), around.Time);
        await process.WaitForExitAsync().WaitAsync(patience.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!process.HasExited)
            process.Kill();
        await process.WaitForExitAsync();
    }
}
