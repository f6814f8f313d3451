using System.Diagnostics;
using System.Text.Json;
using BatchGen.Inference.Runtime;
using BatchGen.Inference.Runtime.Binding;
using BatchGen.Runtime.Contract.Runs;
using BatchGen.Testing.Devices;

namespace BatchGen.Runtime.Contract.Devices;

/// <summary>What a process with devices is to do.</summary>
/// <param name="Loads">Simulated, then done.</param>
/// <param name="Golden">Golden questions to answer; null computes nothing.</param>
public sealed record DeviceTasks(IReadOnlyList<DeviceLoad> Loads, DeviceRun? Golden);

public sealed record DeviceLoad(ModelLoadRequest Model, ContextSettings Context);

/// <param name="GpuLayers">Of the demonstration model's six.</param>
public sealed record DeviceRun(int GpuLayers, IReadOnlyList<string> Questions);

/// <summary>What it saw; loads in the order of the tasks, answers by their questions' names.</summary>
public sealed record DeviceFindings(IReadOnlyList<DeviceMemory> Devices, IReadOnlyList<LoadFindings> Loads, IReadOnlyDictionary<string, string> Answers);

/// <param name="Simulated">What the simulation said, device by device.</param>
/// <param name="Allocated">What llama.cpp has allocated when the same is loaded.</param>
public sealed record LoadFindings(IReadOnlyList<DeviceAllocation> Simulated, IReadOnlyList<DeviceAllocation> Allocated);

/// <summary>
/// A process whose llama.cpp sees devices: it looks for them once, when its libraries are loaded, so a test that wants others needs another
/// process. A test project that has both ends is a program too.
/// </summary>
public static class DeviceProbe
{
    private const string Verb = "devices";

    /// <summary>Starts the test project's own program.</summary>
    public static async Task<DeviceFindings> AskAsync(Type program, IReadOnlyDictionary<string, string> settings, DeviceTasks tasks)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!.EndsWith("dotnet", StringComparison.Ordinal) ? Environment.ProcessPath : "dotnet")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            ArgumentList = { "exec", program.Assembly.Location, Verb },
        };
        foreach (var (key, value) in settings)
            start.Environment[key] = value;
        using var process = Process.Start(start)!;
        await process.StandardInput.WriteLineAsync(JsonSerializer.Serialize(tasks));
        process.StandardInput.Close();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0
            ? JsonSerializer.Deserialize<DeviceFindings>(output.Trim().Split('\n')[^1])!
            : throw new InvalidOperationException($"The process with devices ended with {process.ExitCode} and said: {output}");
    }

    /// <summary>The program's end of it.</summary>
    public static int Run(string[] args, Func<IModelRuntime> create)
    {
        if (args is not [Verb])
            return 64;
        var tasks = JsonSerializer.Deserialize<DeviceTasks>(Console.ReadLine()!)!;
        var runtime = create();
        Console.WriteLine(JsonSerializer.Serialize(new DeviceFindings(
            runtime.GetDevices(),
            [.. tasks.Loads.Select(load => Load(runtime, load))],
            tasks.Golden is { } run ? Answer(runtime, run) : new Dictionary<string, string>())));
        return 0;
    }

    private static LoadFindings Load(IModelRuntime runtime, DeviceLoad load)
    {
        IReadOnlyList<DeviceAllocation> simulated;
        using (var simulation = runtime.LoadForDryRun(load.Model))
            simulated = simulation.Measure(load.Context);
        using var model = runtime.LoadModel(load.Model, progress: null, CancellationToken.None);
        using var context = (RuntimeContext)model.CreateContext(load.Context);
        return new LoadFindings(simulated, context.ReadAllocations());
    }

    /// <summary>One after the other: for each number of rows a step has, the device would need kernels of its own.</summary>
    private static IReadOnlyDictionary<string, string> Answer(IModelRuntime runtime, DeviceRun run) => new GoldenAnswers().Ask(
        runtime, new ModelLoadRequest(GoldenAnswers.ModelPath, run.GpuLayers), new ContextSettings(KvCells: 1_024, Slots: 1, StepTokens: 512), run.Questions);
}
