using BatchGen.Engine.Client;
using BatchGen.Engine.Calibration;
using BatchGen.Engine.Planning;
using BatchGen.Engine.Setup;
using BatchGen.Inference.Runtime;
using BatchGen.Testing;
using BatchGen.Testing.Headers;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace BatchGen.Engine.Tests.Planning;

/// <summary>A plan service over a machine of our making: its memory, its cards, what llama.cpp says and what is allowed.</summary>
internal sealed class PlanBench : IMemoryDryRun, IMainMemory, IEngineManager, IDeviceLimits, IDisposable
{
    public const long GiB = 1L << 30;

    private readonly ScratchFolder _folder = new();

    public PlanBench()
    {
        ModelPath = _folder.File("codegeex4.gguf");
        ModelHeader.CodeGeeX4.Header().WriteSparse(ModelPath);
    }

    public string ModelPath { get; }

    public EngineOptions Engine { get; } = new();

    public List<DeviceMemory> Cards { get; } = [];

    public DeviceMemory Main { get; set; } = new("CPU", "main memory", DeviceKind.Cpu, 60 * GiB, 64 * GiB);

    public Dictionary<string, DeviceLimit> Limits { get; } = [];

    public List<EngineStatus> Engines { get; } = [];

    public Dictionary<int, long> PrivateBytesOf { get; } = [];

    /// <summary>What the simulation answers; an exception is thrown.</summary>
    public Func<DryRunRequest, IReadOnlyList<DeviceAllocation>> Simulate { get; set; } = _ => [];

    public List<DryRunRequest> Requests { get; } = [];

    public CalibrationRecords Calibrations => field ??= new CalibrationRecords(Options.Create(Engine), NullLogger<CalibrationRecords>.Instance);

    public PlanService Service => new(this, this, this, this, Calibrations, Options.Create(Engine));

    public Task<RuntimeInfo> GetRuntimeAsync(CancellationToken cancellationToken) => Task.FromResult(new RuntimeInfo("test", "1", "cpu"));

    public Task<IReadOnlyList<DeviceMemory>> GetDevicesAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<DeviceMemory>>([.. Cards, Main with { FreeBytes = 1 }]);

    public Task<IReadOnlyList<DeviceAllocation>> MeasureAsync(DryRunRequest request, CancellationToken cancellationToken)
    {
        Requests.Add(request);
        return Task.FromResult(Simulate(request));
    }

    public DeviceMemory Read() => Main;

    public long PrivateBytes(int processId) => PrivateBytesOf.GetValueOrDefault(processId);

    public DeviceLimit? Find(string deviceName) => Limits.GetValueOrDefault(deviceName);

    public IReadOnlyList<EngineStatus> GetStatuses() => Engines;

    public IEngine GetEngine(string modelPath) => throw new NotSupportedException("A plan starts no engine.");

    public IEngine GetEngine(string modelPath, EngineChoice choice) => GetEngine(modelPath);

    public bool UnloadIdle(TimeSpan unusedFor, Func<string, bool>? isMeant) => throw new NotSupportedException("A plan ends no engine.");

    public IDisposable Subscribe(Action<EngineStatus> onChange) => throw new NotSupportedException("A plan follows no engine.");

    public void Dispose() => _folder.Dispose();
}
