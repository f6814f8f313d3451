using Microsoft.Extensions.Hosting;

namespace BatchGen.Engine.Headroom;

/// <summary>Keeps the history going while the program runs, whether anybody looks or not.</summary>
internal sealed class HeadroomSampling(HeadroomHistory history, TimeProvider time) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(HeadroomHistory.Interval, time);
        do
            history.Sample();
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }
}
