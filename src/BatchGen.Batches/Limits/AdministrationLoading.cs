using BatchGen.Batches.Models;
using Microsoft.Extensions.Hosting;

namespace BatchGen.Batches.Limits;

/// <summary>What administrators set is known before the first engine may start: hosted services start in the order they were added.</summary>
internal sealed class AdministrationLoading(DeviceLimits limits, ModelRegistry models) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await limits.LoadAsync(cancellationToken);
        await models.LoadAsync(cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
