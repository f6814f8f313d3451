using BatchGen.Inference.Runtime;
using BatchGen.Testing.Models;

namespace BatchGen.Runtime.Contract.Devices;

/// <summary>A model on devices in one way: how its layers are placed, and the context that is made for it.</summary>
/// <param name="GpuLayers">Of the model's seven: six blocks and the output.</param>
/// <param name="TensorSplit">Each device's share; empty divides by free memory.</param>
public sealed record DeviceCase(
    string Name, int Devices, int GpuLayers, ContextSettings Context, GpuSplit Split = GpuSplit.Layer, int MainGpu = 0, params float[] TensorSplit)
{
    private static readonly ContextSettings Plain = new(2_048, 1);

    /// <summary>Large enough that no part is lost in another's rounding, small enough to be loaded in an instant.</summary>
    public static string ModelPath => RandomModel.PathOf(new RandomModelShape(
        Layers: 6, EmbeddingLength: 256, FeedForwardLength: 512, Heads: 4, KvHeads: 2, Weights: TensorType.Q8_0, VocabularySize: 2_048, DistinctRows: 64));

    public static IReadOnlyList<DeviceCase> All { get; } =
    [
        new("nothing on the device", 1, 0, Plain),
        new("the output alone", 1, 1, Plain),
        new("half of the layers", 1, 4, Plain),
        new("all but the first layer", 1, 6, Plain),
        new("all layers", 1, 7, Plain),
        new("all layers, q8_0", 1, 7, Plain with { KvType = KvType.Q8_0 }),
        new("half of the layers, q4_0", 1, 4, Plain with { KvType = KvType.Q4_0 }),
        new("all layers, cache in main memory", 1, 7, Plain with { KvOnGpu = false }),
        new("half of the layers, cache in main memory", 1, 4, Plain with { KvOnGpu = false }),
        new("8 slots that share", 1, 7, Plain with { Slots = 8 }),
        new("8 slots with a part each", 1, 7, Plain with { Slots = 8, KvLayout = KvLayout.PerSlot }),
        new("no flash attention", 1, 7, Plain with { FlashAttention = false }),
        new("steps of 2,048 tokens at once", 1, 7, Plain with { MicroStepTokens = 2_048 }),
        new("two devices", 2, 7, Plain),
        new("two devices, half of the layers", 2, 4, Plain),
        new("two devices, q8_0, a part each", 2, 7, Plain with { Slots = 4, KvType = KvType.Q8_0, KvLayout = KvLayout.PerSlot }),
        new("two devices, cache in main memory", 2, 7, Plain with { KvOnGpu = false }),
        new("two devices, divided 3 to 1", 2, 7, Plain, GpuSplit.Layer, 0, 3, 1),
        new("two devices, the first takes all", 2, 7, Plain, GpuSplit.Layer, 0, 1, 0),
        new("pinned to the first of two", 2, 7, Plain, GpuSplit.None, 0),
        new("pinned to the second of two", 2, 7, Plain, GpuSplit.None, 1),
        new("half pinned to the second, q8_0", 2, 4, Plain with { KvType = KvType.Q8_0 }, GpuSplit.None, 1),
    ];

    /// <summary>Read, not mapped: a mapped file counts as a whole, whatever of it lies elsewhere.</summary>
    public ModelLoadRequest Load => new(
        ModelPath, GpuLayers, UseMmap: false, Split: Split, MainGpu: MainGpu, TensorSplit: TensorSplit.Length == 0 ? null : TensorSplit);

    public static DeviceCase Named(string name) => All.Single(one => one.Name == name);
}
