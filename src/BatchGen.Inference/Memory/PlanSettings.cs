using BatchGen.Inference.Runtime;

namespace BatchGen.Inference.Memory;

/// <summary>The levers of a plan. Every count in tokens.</summary>
/// <param name="ContextTokens">The longest prompt and answer together that one sequence may have.</param>
/// <param name="Slots">Sequences at once, 1 to 256.</param>
/// <param name="KvCells">Cells of the whole KV cache; null means as many as <paramref name="PoolShare"/> says.</param>
/// <param name="GpuLayers">
/// As llama.cpp counts them (n_gpu_layers): the output layer is the first to move, then the blocks from the last
/// backwards; −1 moves all, 0 none. Without a GPU among the devices it has no effect.
/// </param>
/// <param name="StepTokens">Most tokens in one step (n_batch).</param>
/// <param name="MicroStepTokens">Most tokens computed at once (n_ubatch): the compute buffer grows with it.</param>
/// <param name="OutputsMax">Most tokens of one step that ask for logits (n_outputs_max); null means one a slot, 0 llama.cpp's default of all.</param>
/// <param name="KvOnGpu">Keep a layer's cells on the device its weights are on.</param>
/// <param name="PoolShare">
/// The part of "every slot at its full context" that the cache holds when <paramref name="KvCells"/> is null, 0 to 1; never
/// less than one full context.
/// </param>
public sealed record PlanSettings(
    int ContextTokens,
    int Slots = 1,
    KvLayout Layout = KvLayout.Unified,
    KvType KeyType = KvType.F16,
    KvType ValueType = KvType.F16,
    bool FlashAttention = true,
    int GpuLayers = -1,
    int? KvCells = null,
    int StepTokens = 2048,
    int MicroStepTokens = 512,
    int? OutputsMax = null,
    bool KvOnGpu = true,
    double PoolShare = 1)
{
    public const int SlotsMax = 256;

    /// <summary>Each GPU's share of the layers, in any unit; empty, or zeros, divides by free memory as llama.cpp does.</summary>
    public IReadOnlyList<float> TensorSplit { get; init; } = [];

    /// <summary>llama.cpp answers 40 million with a failure; no trained context comes near this.</summary>
    public const int KvCellsMax = 1 << 25;

    public const int StepTokensMax = 1 << 16;

    /// <summary>The plan of a context as the engine would create it.</summary>
    public static PlanSettings For(ContextSettings settings, int gpuLayers) => new(
        ContextTokens: settings.KvLayout == KvLayout.Unified ? settings.KvCells : settings.KvCells / Math.Max(1, settings.Slots),
        Slots: settings.Slots,
        Layout: settings.KvLayout,
        KeyType: settings.KvType,
        ValueType: settings.KvType,
        FlashAttention: settings.FlashAttention,
        GpuLayers: gpuLayers,
        KvCells: settings.KvCells,
        StepTokens: settings.StepTokens,
        MicroStepTokens: settings.MicroStepTokens,
        OutputsMax: settings.DraftRows > 0 ? settings.Slots + settings.DraftRows : null,
        KvOnGpu: settings.KvOnGpu);

    /// <summary>Both caches in one type.</summary>
    public PlanSettings WithKvType(KvType type) => this with { KeyType = type, ValueType = type };

    /// <summary>llama.cpp's n_ctx before it rounds.</summary>
    public long RequestedCells => KvCells ?? Math.Max(ContextTokens, (long)((long)ContextTokens * Slots * PoolShare));

    /// <summary>Most tokens computed at once, as llama.cpp bounds them (n_ubatch).</summary>
    public long MicroStep => Math.Min(Math.Min(RequestedCells, StepTokens), MicroStepTokens);

    /// <exception cref="PlanException">A setting is out of range, or two exclude each other, for this model.</exception>
    public void Validate(ModelShape shape)
    {
        Require("context", ContextTokens, 1, KvCellsMax);
        Require("slots", Slots, 1, SlotsMax);
        Require("kv_cells", RequestedCells, 1, KvCellsMax);
        Require("step_tokens", StepTokens, 1, StepTokensMax);
        Require("micro_step_tokens", MicroStepTokens, 1, StepTokensMax);
        Require("outputs_max", OutputsMax ?? 0, 0, StepTokensMax);
        Require("gpu_layers", GpuLayers, -1, int.MaxValue);
        if (ValueType.IsQuantized() && !FlashAttention)
        {
            throw new PlanException(
                PlanErrorCodes.NeedsFlashAttention, $"A {ValueType} V cache needs flash attention. Switch it on, or use f16.", "flash_attention");
        }
        RequireWholeBlocks(KeyType, shape.KeyLength);
        RequireWholeBlocks(ValueType, shape.ValueLength);
    }

    private static void Require(string setting, long value, long least, long most)
    {
        if (value < least || value > most)
        {
            throw new PlanException(
                PlanErrorCodes.SettingOutOfRange, $"'{setting}' is {value}; {least} to {most} is possible.", setting);
        }
    }

    private static void RequireWholeBlocks(KvType type, int headLength)
    {
        var block = KvTypeBytes.Block(type).Elements;
        if (headLength % block != 0)
        {
            throw new PlanException(
                PlanErrorCodes.KvTypeUnsuitable,
                $"A {type} KV cache packs {block} elements together, which a head of {headLength} cannot be divided into. Use f16.",
                "kv_type");
        }
    }
}
