using BatchGen.Batches.Data;
using BatchGen.Batches.Limits;
using BatchGen.Batches.Models;
using BatchGen.Batches.Tests.Testing;
using BatchGen.Engine.Admission;
using BatchGen.Engine.Planning;
using BatchGen.Engine.Setup;
using BatchGen.Inference.Runtime;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace BatchGen.Batches.Tests.Limits;

/// <summary>The limits of a machine with a card of 24 GiB and 64 GiB of main memory, on a database of their own.</summary>
internal sealed class LimitHouse : IAsyncDisposable, IDeviceSurvey, IKnownModels
{
    public const long GiB = 1L << 30;

    private readonly BatchHouse _house;

    private LimitHouse(BatchHouse house)
    {
        _house = house;
        Limits = NewService();
    }

    public DeviceLimits Limits { get; }

    /// <summary>Paths of GGUF files.</summary>
    public IReadOnlyList<string> Models { get; set; } = [];

    public static async Task<LimitHouse> CreateAsync(StorageProvider provider = StorageProvider.Sqlite) =>
        new(await BatchHouse.CreateAsync(provider));

    /// <summary>As another process, or the next start, finds it.</summary>
    public DeviceLimits NewService() => new(
        _house.Services.GetRequiredService<IDbContextFactory<BatchGenDbContext>>(),
        _house.Services.GetRequiredService<NodeIdentity>(),
        this,
        this,
        new Loadability(Options.Create(new EngineOptions())),
        standard: null,
        TimeProvider.System);

    public Task<LimitOutcome> ChangeAsync(string limit, string reserve = "", string device = "CUDA0") =>
        Limits.ChangeAsync(new DeviceLimitChange(device, limit, reserve), "the admin", CancellationToken.None);

    public Task<IReadOnlyList<DeviceMemory>> ReadAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<DeviceMemory>>(
    [
        new("CUDA0", "A card", DeviceKind.Gpu, 23 * GiB, 24 * GiB),
        new("CPU", "A processor", DeviceKind.Cpu, 60 * GiB, 64 * GiB),
    ]);

    public Task<IReadOnlyList<string>> ListPathsAsync(CancellationToken cancellationToken) => Task.FromResult(Models);

    public async ValueTask DisposeAsync()
    {
        Limits.Dispose();
        await _house.DisposeAsync();
    }
}
