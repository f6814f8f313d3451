using BatchGen.Inference.Memory;
using BatchGen.Inference.Runtime;

namespace BatchGen.Benchmarks.Memory;

/// <summary>One configuration of the matrix.</summary>
internal sealed record PlanCase(int Cells, int Slots, KvType KvType, KvLayout Layout, bool FlashAttention, int MicroStepTokens)
{
    private static readonly int[] ContextCells = [512, 2048, 8192, 32_768, 131_072];
    private static readonly int[] Slotses = [1, 7, 32];
    private static readonly int[] MicroSteps = [64, 512, 2048];

    /// <summary>
    /// Contexts × slots × KV types × layouts × flash attention × micro steps, less what llama.cpp refuses: a quantized cache without flash attention.
    /// </summary>
    public static IReadOnlyList<PlanCase> All { get; } =
    [
        .. from cells in ContextCells
           from slots in Slotses
           from type in new[] { KvType.F16, KvType.Q8_0, KvType.Q4_0 }
           from flash in new[] { true, false }
           where flash || type == KvType.F16
           from micro in MicroSteps
           select new PlanCase(cells, slots, type, slots == 7 ? KvLayout.PerSlot : KvLayout.Unified, flash, micro),
    ];

    public ContextSettings Context => new(
        Cells, Slots, StepTokens: 2048, MicroStepTokens, Threads: 1, KvType, Layout, FlashAttention);

    public PlanSettings Settings => PlanSettings.For(Context, gpuLayers: 0);

    public override string ToString() =>
        $"{Cells} cells, {Slots} slots {Layout}, KV {KvType}, flash attention {(FlashAttention ? "on" : "off")}, micro step {MicroStepTokens}";
}
