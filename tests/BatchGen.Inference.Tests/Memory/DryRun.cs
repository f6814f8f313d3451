using System.Globalization;
using BatchGen.Inference.Memory;
using BatchGen.Inference.Runtime;
using BatchGen.Testing.Headers;

namespace BatchGen.Inference.Tests.Memory;

/// <summary>
/// One line of dry-runs-*.csv: what llama_get_memory_breakdown said after llama_init_from_model with no_alloc on the CPU, for a header-only
/// file with the tensors of <see cref="ModelHeader"/>. Models with windows were asked of b10221, with swa_full off as the runtime has it.
/// </summary>
internal sealed record DryRun(string Model, PlanSettings Settings, long WeightsBytes, long KvBytes, long ComputeBytes)
{
    public static IReadOnlyList<DryRun> All { get; } = [.. Load("dry-runs-llama.cpp-v0.5.0.csv"), .. Load("dry-runs-windows-b10221.csv")];

    public override string ToString() => $"{Model} {Settings}";

    private static List<DryRun> Load(string name)
    {
        using var stream = typeof(DryRun).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(Parse)];
    }

    private static DryRun Parse(string line)
    {
        var columns = line.TrimEnd('\r').Split(',');
        var settings = new PlanSettings(
            ContextTokens: Number(columns[1]),
            Slots: Number(columns[2]),
            Layout: columns[3] == "1" ? KvLayout.Unified : KvLayout.PerSlot,
            KeyType: Enum.Parse<KvType>(columns[4]),
            ValueType: Enum.Parse<KvType>(columns[5]),
            FlashAttention: columns[6] == "1",
            GpuLayers: 0,
            KvCells: Number(columns[1]),
            StepTokens: Number(columns[7]),
            MicroStepTokens: Number(columns[8]),
            OutputsMax: Number(columns[9]));
        return new DryRun(columns[0], settings, Long(columns[10]), Long(columns[11]), Long(columns[12]));
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    private static long Long(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}
