using BatchGen.Inference.Gguf;
using BatchGen.Inference.Memory;
using BatchGen.Inference.Runtime;
using BatchGen.Runtime.Contract.Runs;
using BatchGen.Testing.Devices;

namespace BatchGen.Runtime.Contract.Devices;

/// <summary>What a process saw on one device and another on two, once for all tests; nothing is computed in them.</summary>
/// <param name="program">The test project's entry point.</param>
/// <param name="runtime">As <see cref="SoftwareDevice.Settings"/> names it.</param>
public sealed class DevicesUnderTest(Type program, string runtime)
{
    private readonly Dictionary<int, Lazy<Task<DeviceFindings>>> _findings = new[] { 1, 2 }.ToDictionary(
        count => count,
        count => new Lazy<Task<DeviceFindings>>(() => DeviceProbe.AskAsync(program, SoftwareDevice.Settings(count, runtime), new DeviceTasks(
            [.. CasesOf(count).Select(one => new DeviceLoad(one.Load, one.Context))], Golden: null))));

    public Task<DeviceFindings> OnAsync(int devices) => _findings[devices].Value;

    public async Task<LoadFindings> FindAsync(DeviceCase one) => (await OnAsync(one.Devices)).Loads[CasesOf(one.Devices).IndexOf(one)];

    /// <summary>
    /// One prompt a process: ggml replaces its buffers by larger ones for a longer prompt, and Mesa 22.3 lets go of the replaced ones twice, which
    /// ended one process of four in a segmentation fault.
    /// </summary>
    public async Task<IReadOnlyDictionary<string, string>> AnswerAsync(int devices, DeviceRun run) =>
        (await DeviceProbe.AskAsync(program, SoftwareDevice.Settings(devices, runtime), new DeviceTasks([], run))).Answers;

    private static List<DeviceCase> CasesOf(int devices) => [.. DeviceCase.All.Where(one => one.Devices == devices)];
}

/// <summary>A runtime on real devices of ggml: it finds them, says what lies on each, and computes there what it computes elsewhere.</summary>
public abstract class DeviceContract(DevicesUnderTest devices)
{
    /// <summary>
    /// Of the closed form against llama.cpp's compute buffer on one device. Between two, graphs are cut, whose copies the form does not know.
    /// </summary>
    private const double ComputeTolerance = 0.15;

    public static TheoryData<string> Cases => [.. DeviceCase.All.Select(one => one.Name)];

    [DeviceTheory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task GetDevices_NamesEach_AndTheCpuLast(int count)
    {
        var found = (await devices.OnAsync(count)).Devices;

        Assert.Equal([.. SoftwareDevice.Names(count), "CPU"], found.Select(device => device.Name));
        Assert.All(found.SkipLast(1), device => Assert.Equal(DeviceKind.Gpu, device.Kind));
    }

    [DeviceTheory]
    [MemberData(nameof(Cases))]
    public async Task Measure_SaysToTheByte_WhatALoadAllocatesOnEachDevice(string name)
    {
        var one = DeviceCase.Named(name);

        var found = await devices.FindAsync(one);

        AllocationCheck.Equal(found.Allocated, found.Simulated, one.Devices);
    }

    /// <summary>For a slider, before llama.cpp has been asked.</summary>
    [DeviceTheory]
    [MemberData(nameof(Cases))]
    public async Task Plan_ComputesWhatALoadAllocatesOnEachDevice(string name)
    {
        var one = DeviceCase.Named(name);
        var allocated = (await devices.FindAsync(one)).Allocated;

        var plan = Plan(one, (await devices.OnAsync(one.Devices)).Devices);

        foreach (var device in plan.Devices)
        {
            var real = allocated.SingleOrDefault(found => found.Device == device.Name) ?? new DeviceAllocation(device.Name, 0, 0, 0);
            Assert.Equal((device.Name, real.KvBytes), (device.Name, device.KvBytes));
            Assert.InRange(real.WeightsBytes!.Value - device.WeightsBytes, 0, device.Kind == DeviceKind.Cpu ? AllocationCheck.PinnedBytes : 0);
            if (device.PlacedLayers > 0 && one.Devices == 1 && device.Kind == DeviceKind.Gpu)
                Assert.InRange(device.ComputeBytes, real.ComputeBytes * (1 - ComputeTolerance), real.ComputeBytes * (1 + ComputeTolerance));
        }
    }

    /// <summary>Layers on a device, divided with the CPU, and divided between two devices.</summary>
    protected async Task AnswersAreTheGoldenOnes(int count, int gpuLayers, params string[] questions)
    {
        var expected = new GoldenAnswers().Expected();

        var answers = await devices.AnswerAsync(count, new DeviceRun(gpuLayers, questions));

        Assert.Equal(questions.ToDictionary(name => name, name => expected[name]), answers);
    }

    private static MemoryPlan Plan(DeviceCase one, IReadOnlyList<DeviceMemory> seen)
    {
        var home = SoftwareDevice.Names(one.Devices)[one.MainGpu];
        var budgets = seen.Where(device => device.Kind == DeviceKind.Cpu || one.Split != GpuSplit.None || device.Name == home);
        return MemoryPlanner.Plan(
            ModelShape.From(GgufFile.Read(DeviceCase.ModelPath)),
            PlanSettings.For(one.Context, one.GpuLayers) with { TensorSplit = one.TensorSplit },
            [.. budgets.Select(DeviceBudget.Whole)]);
    }
}
