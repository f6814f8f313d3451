using System.Diagnostics;
using BatchGen.Engine.Client;
using BatchGen.Engine.Supervision;
using BatchGen.Engine.Tests.Fakes;
using BatchGen.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace BatchGen.Engine.Tests.Host.Gpus;

/// <summary>A shared library of NVIDIA's name, compiled here where there is a C compiler: the whole way from its functions to the engine's status.</summary>
public sealed class NvmlStandInTests
{
    private const string Source = """
        typedef unsigned int uint; typedef unsigned long long ulong64;
        struct memory { ulong64 total, free, used; };
        struct rates { uint gpu, memory; };
        int nvmlInit_v2(void) { return 0; }
        int nvmlDeviceGetCount_v2(uint *count) { *count = 2; return 0; }
        int nvmlDeviceGetHandleByIndex_v2(uint index, void **device) { *device = (void *)(long)(index + 1); return 0; }
        int nvmlDeviceGetName(void *device, char *name, uint length) { const char text[] = "NVIDIA Stand-In"; for (uint i = 0; i < sizeof text && i < length; i++) name[i] = text[i]; return 0; }
        int nvmlDeviceGetMemoryInfo(void *device, struct memory *m) { if (device == (void *)2L) return 15; m->total = 24ULL << 30; m->used = 3ULL << 30; m->free = 21ULL << 30; return 0; }
        int nvmlDeviceGetTemperature(void *device, int sensor, uint *celsius) { *celsius = 61; return 0; }
        int nvmlDeviceGetPowerUsage(void *device, uint *milliwatts) { *milliwatts = 280500; return 0; }
        int nvmlDeviceGetUtilizationRates(void *device, struct rates *r) { r->gpu = 97; r->memory = 40; return 0; }
        """;

    /// <summary>An old driver: the list of processes is not there, and the second card fell off the bus.</summary>
    [Fact]
    public async Task Status_TellsWhatTheLibrarySays_WhenThereIsOne()
    {
        using var folder = new ScratchFolder();
        if (!OperatingSystem.IsLinux() || !await CompileAsync(folder))
            return;
        var program = new ScriptedProgram(folder.Path, "LD_LIBRARY_PATH=$PWD exec \"$@\"");
        await using var fixture = new EngineFixture(customize: services => services.AddSingleton<IEngineProgram>(program));

        await fixture.Engine.WaitUntilReadyAsync(CancellationToken.None).WaitAsync(Patience.Ceiling);

        Assert.Equal(
            [new GpuReading(0, "NVIDIA Stand-In", 24L << 30, 3L << 30, null, 61, 280.5, 97)],
            fixture.Engine.Status.Gpus);
    }

    /// <returns>False without a C compiler.</returns>
    private static async Task<bool> CompileAsync(ScratchFolder folder)
    {
        await File.WriteAllTextAsync(folder.File("nvml.c"), Source);
        try
        {
            using var compiler = Process.Start("cc", ["-shared", "-fPIC", "-o", folder.File("libnvidia-ml.so.1"), folder.File("nvml.c")]);
            await compiler.WaitForExitAsync();
            Assert.Equal(0, compiler.ExitCode);
            return true;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
