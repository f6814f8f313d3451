using BatchGen.Engine.Admission;
using BatchGen.Engine.Client;
using BatchGen.Engine.Setup;
using BatchGen.Inference.Sentences;
using Microsoft.Extensions.Logging;

namespace BatchGen.Engine.Supervision;

/// <summary>One stay in memory: waits for its place, then lives one life after another until it is asked to leave.</summary>
internal sealed class EngineStay(
    IResident resident, StayOrder order, StatusBoard board, EngineReadiness readiness, EngineSurroundings around, CancellationToken stopping)
{
    private readonly EngineOptions _options = around.Options;

    /// <exception cref="EngineException">The model cannot be loaded with these settings.</exception>
    /// <exception cref="OperationCanceledException">Everything stops.</exception>
    public async Task<LeaveReason> RunAsync()
    {
        using var entering = CancellationTokenSource.CreateLinkedTokenSource(stopping, order.Replaced);
        try
        {
            var wish = EngineWishes.Read(resident.ModelPath, _options, order.Choice, around.Calibrations);
            using var residency = await around.Desk.EnterAsync(resident, wish, board.Waiting, entering.Token);
            await using var leaving = order.Replaced.Register(() => residency.AskToLeave(LeaveReason.Reload));
            return await LiveAsync(residency);
        }
        catch (OperationCanceledException) when (order.Replaced.IsCancellationRequested && !stopping.IsCancellationRequested)
        {
            return LeaveReason.Reload;
        }
    }

    private async Task<LeaveReason> LiveAsync(Residency residency)
    {
        var deaths = 0;
        while (true)
        {
            // It may have been asked while its process was dead.
            if (residency.IsLeaving)
                return await residency.LeaveAsked;
            switch (await new EngineLife(residency, order, board, readiness, around, stopping) { Measures = deaths == 0 }.RunAsync())
            {
                case EngineLeft:
                    return await residency.LeaveAsked;
                case EngineRanOutOfMemory shortage:
                    Restarting(shortage.Sentence);
                    around.Desk.RanShort(residency, shortage.Sentence);
                    // With less, or later; not at all when nobody wants it any more.
                    residency.AskToLeave(resident.IsBusy ? LeaveReason.Reload : LeaveReason.Unload);
                    return await residency.LeaveAsked;
                case EngineDied { WasReady: true } died:
                    Restarting(died.Sentence);
                    await Task.Delay(RestartPolicy.Delay(1), around.Time, stopping);
                    // Its memory may be another program's by now, which may be why it died: it asks for room anew.
                    residency.AskToLeave(LeaveReason.Reload);
                    return await residency.LeaveAsked;
                case EngineDied died:
                    deaths++;
                    if (deaths >= _options.LoadAttempts)
                        throw new EngineException("engine_died_loading", $"The engine died {deaths} times while loading {resident.ModelPath}. {died.Sentence}");
                    Restarting(died.Sentence);
                    await Task.Delay(RestartPolicy.Delay(deaths), around.Time, stopping);
                    break;
            }
        }
    }

    private void Restarting(Sentence sentence)
    {
        around.Logger.LogWarning("{Sentence}", sentence);
        board.Restarting(sentence);
    }
}
