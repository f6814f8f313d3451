using BatchGen.Engine.Planning;
using BatchGen.Inference.Runtime;

namespace BatchGen.Web.Tests.Fakes;

/// <summary>llama.cpp's figures without llama.cpp. What it says is scripted.</summary>
public sealed class FakeDryRun : IMemoryDryRun
{
    public List<DeviceMemory> Cards { get; } = [];

    /// <summary>Null makes every simulation fail.</summary>
    public Func<DryRunRequest, IReadOnlyList<DeviceAllocation>>? Simulate { get; set; } = request =>
        [new DeviceAllocation("CPU", 1_000_000, 2_000L * request.Context.KvCells, 3_000_000)];

    /// <summary>Completes before any simulation is answered.</summary>
    public Task Gate { get; set; } = Task.CompletedTask;

    public RuntimeInfo Runtime { get; set; } = new(
        "LLamaSharp", "0.30.0", "cpu", "avx2", "This processor has AVX2 and no AVX-512, and avx2 is the fastest build for that.");

    public Task<RuntimeInfo> GetRuntimeAsync(CancellationToken cancellationToken) => Task.FromResult(Runtime);

    public Task<IReadOnlyList<DeviceMemory>> GetDevicesAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<DeviceMemory>>(Cards);

    public async Task<IReadOnlyList<DeviceAllocation>> MeasureAsync(DryRunRequest request, CancellationToken cancellationToken)
    {
        await Gate.WaitAsync(cancellationToken);
        return Simulate is { } simulate
            ? simulate(request)
            : throw new DryRunException(DryRunException.Died, "The process that simulates loading the model ended.");
    }
}
