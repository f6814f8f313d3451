using Microsoft.Extensions.Hosting;

namespace BatchGen.Batches.Limits;

/// <summary>The limits are known before the first engine may start: hosted services start in the order they were added.</summary>
internal sealed class DeviceLimitsLoading(DeviceLimits limits) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => limits.LoadAsync(cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
