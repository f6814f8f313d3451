using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using BatchGen.Engine.Client;
using BatchGen.Engine.Host.Gpus;
using BatchGen.Engine.Host.Gpus.Nvml;
using BatchGen.Engine.Protocol;

namespace BatchGen.Engine.Tests.Host.Gpus;

public sealed class GpuReadingsTests
{
    private const int Me = 4711;

    [Fact]
    public void Read_TellsWhatOthersTake_ByTheProcessesOfTheCard()
    {
        var nvml = new FakeNvml(new FakeNvml.Card("a GPU", 24_000, 10_000, 61, 280.5, 97, [Process(Me, 6_000), Process(9, 3_000)]));

        Assert.Equal([new GpuReading(0, "a GPU", 24_000, 10_000, 4_000, 61, 280.5, 97)], new GpuReadings(nvml, Me).Read());
    }

    [Fact]
    public void Read_LeavesOut_WhatTheCardDoesNotTell()
    {
        var nvml = new FakeNvml(new FakeNvml.Card(null, 24_000, 10_000));

        Assert.Equal([new GpuReading(0, "GPU 0", 24_000, 10_000, null, null, null, null)], new GpuReadings(nvml, Me).Read());
    }

    [Theory]
    [InlineData(9, 3_000ul)]
    [InlineData(Me, NvmlProcess.NotAvailable)]
    public void Read_DoesNotGuessWhatOthersTake_WhenItsOwnShareIsNotTold(int process, ulong bytes)
    {
        var nvml = new FakeNvml(new FakeNvml.Card("a GPU", 24_000, 10_000, Processes: [Process(process, bytes)]));

        Assert.Null(Assert.Single(new GpuReadings(nvml, Me).Read()).UsedByOthersBytes);
    }

    [Fact]
    public void Read_SkipsALostCard_AndKeepsTheOthersNumbers()
    {
        var nvml = new FakeNvml(new FakeNvml.Card("lost", null, 0), new FakeNvml.Card("second", 8_000, 1_000));

        Assert.Equal(1, Assert.Single(new GpuReadings(nvml, Me).Read()).Index);
    }

    [Fact]
    public void Read_GivesNothing_WithoutADriver() => Assert.Empty(new GpuReadings(null, Me).Read());

    /// <summary>The real library: on a machine with NVIDIA's driver there are readings, on one without there is none, and neither throws.</summary>
    [Fact]
    public void Open_IsSilent_WithAndWithoutADriver()
    {
        var hasDriver = NativeLibrary.TryLoad(OperatingSystem.IsWindows() ? "nvml.dll" : "libnvidia-ml.so.1", out _);
        var library = NvmlLibrary.Open();

        Assert.True(hasDriver || library is null);
        Assert.All(new GpuReadings(library, Environment.ProcessId).Read(), reading => Assert.InRange(reading.UsedBytes, 0, reading.TotalBytes));
    }

    /// <summary>Sizes as a C compiler gives them for nvml.h on a 64-bit system.</summary>
    [Fact]
    public void Structs_HaveTheHeadersSizes()
    {
        Assert.Equal(24, Unsafe.SizeOf<NvmlMemory>());
        Assert.Equal(8, Unsafe.SizeOf<NvmlUtilization>());
        Assert.Equal(24, Unsafe.SizeOf<NvmlProcess>());
    }

    [Fact]
    public void FromWire_GivesTheSameReading_AfterToWire()
    {
        GpuReading[] readings = [new(1, "a GPU", 24_000, 10_000, 4_000, 61, 280.5, 97), new(0, "b", 2, 1, null, null, null, null)];

        Assert.Equal(readings, readings.Select(reading => reading.ToWire().FromWire()));
    }

    private static NvmlProcess Process(int id, ulong bytes) => new() { ProcessId = (uint)id, UsedBytes = bytes };
}
