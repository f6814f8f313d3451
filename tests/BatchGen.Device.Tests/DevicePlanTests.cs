using BatchGen.Engine;
using BatchGen.Engine.Calibration;
using BatchGen.Engine.Planning;
using BatchGen.Engine.Setup;
using BatchGen.Engine.Tests;
using BatchGen.Inference.Runtime;
using BatchGen.Runtime.Contract.Devices;
using BatchGen.Testing;
using BatchGen.Testing.Devices;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace BatchGen.Device.Tests;

/// <summary>What pages, the command and the endpoint show, against what llama.cpp allocates for the same settings.</summary>
public sealed class DevicePlanTests(DevicePlanTests.Machines machines) : IClassFixture<DevicePlanTests.Machines>
{
    public static TheoryData<string> Cases => DeviceContract.Cases;

    [DeviceTheory]
    [MemberData(nameof(Cases))]
    public async Task PlanAsync_SaysToTheByte_WhatLlamaCppAllocatesOnEachDevice(string name)
    {
        var one = DeviceCase.Named(name);
        var allocated = (await DeviceProgram.Devices.FindAsync(one)).Allocated;
        using var environment = SoftwareDevice.Use(one.Devices);

        var answer = await ServiceFor(one, machines.With(one.Devices)).PlanAsync(DeviceCase.ModelPath, EngineChoice.Standard, CancellationToken.None);

        Assert.Null(answer.Problem);
        AllocationCheck.Equal(
            allocated, answer.Plan.Devices.Select(device => new DeviceAllocation(device.Name, device.WeightsBytes, device.KvBytes, device.ComputeBytes)),
            one.Devices);
    }

    /// <summary>Section "Engine" as an administrator would write it to have just this.</summary>
    private static PlanService ServiceFor(DeviceCase one, IServiceProvider services)
    {
        var options = new EngineOptions
        {
            Slots = one.Context.Slots,
            ContextLimitTokens = one.Context.KvLayout == KvLayout.Unified ? one.Context.KvCells : one.Context.KvCells / one.Context.Slots,
            KvCells = one.Context.KvCells,
            KvType = one.Context.KvType,
            KvLayout = one.Context.KvLayout,
            KvOnGpu = one.Context.KvOnGpu,
            FlashAttention = one.Context.FlashAttention,
            MicroStepTokens = one.Context.MicroStepTokens,
            DraftRows = 0,
            GpuLayers = one.GpuLayers,
            GpuSplit = one.Split,
            MainGpu = one.MainGpu,
            TensorSplit = one.TensorSplit,
        };
        return ActivatorUtilities.CreateInstance<PlanService>(services, Options.Create(options));
    }

    /// <summary>A planning process for one device and one for two, for all cases.</summary>
    public sealed class Machines : IAsyncLifetime
    {
        private readonly Dictionary<int, EngineFixture> _fixtures = [];

        public IServiceProvider With(int devices)
        {
            if (!_fixtures.TryGetValue(devices, out var fixture))
            {
                fixture = _fixtures[devices] = new EngineFixture(
                    customize: services => services.Configure<PlanningOptions>(options => options.DryRunTimeout = Patience.Ceiling));
            }

            return fixture.Services;
        }

        public Task InitializeAsync() => Task.CompletedTask;

        public async Task DisposeAsync()
        {
            foreach (var fixture in _fixtures.Values)
                await fixture.DisposeAsync();
        }
    }
}
