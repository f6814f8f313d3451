using System.Globalization;
using BatchGen.Engine;
using BatchGen.Engine.Planning;
using BatchGen.Inference.Memory;
using BatchGen.Inference.Memory.Savings;
using BatchGen.Inference.Runtime;
using BatchGen.Web.Planning;

namespace BatchGen.Web.Tests.Documents;

/// <summary>The tables of docs/memory.md: what the planner computes for CodeGeeX4-9B, as the page and the command ask it.</summary>
internal sealed class MemoryGuide(PlanService plans)
{
    private const long GiB = 1L << 30;
    private const int Whole = 131_072;
    private const int Enough = GoldenSavings.EnoughContextTokens;

    /// <summary>As the Memory page keeps it: for the desktop, the driver, and a card that reports a little less than its name says.</summary>
    private const long ReserveBytes = CardFit.ReserveBytes;

    private static readonly int[] Cards = [8, 12, 16, 24, 40, 48, 80];
    private static readonly ModelShape[] Best = [QuantizedShapes.F16, QuantizedShapes.Q8, QuantizedShapes.Q6K, QuantizedShapes.Q4KM];
    private static readonly KvType[] KvTypes = [KvType.F16, KvType.Q8_0, KvType.Q4_0];

    public IReadOnlyList<DocumentTable> Tables() =>
    [
        Answer(), Article(), Levers(), Context(), Slots(), Layers(),
        .. Best.Select(OnCards),
    ];

    /// <summary>For each card the least quantized file whose layers are all on it, with room to spare.</summary>
    private DocumentTable Answer() => new(
        "answer",
        [Word.Card, new("Weights", "权重"), Word.AtOnce, Word.Cache, Word.Left,
            Word.Longest, "KV q8_0", "KV q4_0"],
        [.. Cards.Select(card =>
        {
            var shape = Best.First(shape => OnCard(shape, Enough, card) is { IsOffloadedInPart: false, Verdict: PlanVerdict.Fits });
            var plan = OnCard(shape, Enough, card);
            return Row([$"{card} GB", shape.Quantization, .. AtWork(plan), .. Longest(shape, card)]);
        })]);

    private static DocumentTable Article()
    {
        var article = ArticleCase.ForCodeGeeX4();
        return new(
            "article",
            [new("Part", "部分"), new("As found: 16 bit, 131,072 tokens", "当时：16 位，131,072 词元"), new("Recommended: 8 bit, 4,096 tokens", "推荐：8 位，4,096 词元")],
            [
                Row(Word.Weights, Bytes(article.AsFound.WeightsBytes), Bytes(article.Recommended.WeightsBytes)),
                Row(Word.Kv, Bytes(article.AsFound.KvBytes), Bytes(article.Recommended.KvBytes)),
                Row(new Said("compute buffer, without and with flash attention", "计算缓冲，无 / 有 Flash Attention"),
                    $"{Bytes(article.AsFound.ComputeBytes)} / {Bytes(article.WithFlashAttention.ComputeBytes)}",
                    $"– / {Bytes(article.Recommended.ComputeBytes)}"),
                Row(new Said("sum, with flash attention", "合计，有 Flash Attention"),
                    Bytes(article.WithFlashAttention.TotalBytes), Bytes(article.Recommended.TotalBytes)),
                Row(new Said("an engine that takes 0.9 of a 48 GB card", "固定占用 48 GB 显卡 90 % 的引擎"), Bytes(article.Reserve.ReservedBytes), "–"),
            ]);
    }

    private static DocumentTable Levers() => new(
        "levers",
        [new("Lever, each alone", "措施（各自单独）"), new("from", "之前"), new("to", "之后"), new("saves", "节省")],
        [.. ArticleCase.ForCodeGeeX4().Savings.Select(saving =>
            Row(NameOf(saving.Lever), Bytes(saving.BeforeBytes), Bytes(saving.AfterBytes), Bytes(saving.SavedBytes)))]);

    private static DocumentTable Context() => new(
        "context",
        [new("Context, one prompt", "上下文，单个提示词"), "KV f16", "KV q8_0", "KV q4_0",
            new("compute buffer, flash attention", "计算缓冲，有 Flash Attention"), new("without it", "无")],
        [.. new[] { 2048, Enough, 8192, 16_384, 32_768, 65_536, Whole }.Select(context =>
        {
            var settings = new PlanSettings(context);
            return Row(
                [Count(context), .. KvTypes.Select(type => (Said)Bytes(KvCache.Bytes(QuantizedShapes.Q8, settings.WithKvType(type)))),
                    Bytes(ComputeBuffer.Bytes(QuantizedShapes.Q8, settings)),
                    Bytes(ComputeBuffer.Bytes(QuantizedShapes.Q8, settings with { FlashAttention = false }))]);
        })]);

    private static DocumentTable Slots() => new(
        "slots",
        [new("Prompts at once", "同时运行的提示词"), new("4,096 each, one pool", "各 4,096，共享"), new("4,096 each, cells of its own", "各 4,096，各有单元"),
            new("32,768 each, one pool", "各 32,768，共享"), new("32,768 each, cells of its own", "各 32,768，各有单元")],
        [.. new[] { 1, 4, 16, 64 }.Select(slots => Row(
            [Count(slots), .. new[] { Enough, 32_768 }.SelectMany(context => new Said[]
            {
                Bytes(KvCache.Bytes(QuantizedShapes.Q8, new PlanSettings(context, slots, PoolShare: EngineSizing.PoolShare))),
                Bytes(KvCache.Bytes(QuantizedShapes.Q8, new PlanSettings(context, slots, KvLayout.PerSlot))),
            })]))]);

    private static DocumentTable Layers() => new(
        "layers",
        [new("Weights", "权重"), new("file", "文件"), new("one layer", "一层"), new("10 layers and their cache of 4,096 tokens", "10 层及其 4,096 词元的缓存"),
            new("10 layers and their cache of 131,072 tokens", "10 层及其 131,072 词元的缓存")],
        [.. Best.Select(shape => Row(
            [shape.Quantization, Bytes(shape.WeightBytes), Bytes(shape.Layers.Sum(layer => layer.WeightBytes) / shape.LayerCount),
                .. new[] { Enough, Whole }.Select(context => (Said)Bytes(
                    (shape.Layers.Sum(layer => layer.WeightBytes) / 4) + KvCache.Bytes(shape, new PlanSettings(context), layer => layer < 10)))]))]);

    private DocumentTable OnCards(ModelShape shape) => new(
        $"cards-{shape.Quantization.ToLowerInvariant()}",
        [Word.Card, new("Layers on it", "卡上的层"), Word.AtOnce, Word.Cache, Word.Left, new("Main memory", "主内存"),
            Word.Longest, "KV q8_0", "KV q4_0", new("Layers with 131,072, KV q8_0", "131,072 时的层，KV q8_0")],
        [.. Cards.Select(card =>
        {
            var plan = OnCard(shape, Enough, card);
            return Row([
                $"{card} GB", LayersOf(plan), .. AtWork(plan), Bytes(plan.Devices[1].TotalBytes),
                .. Longest(shape, card), LayersOf(Planned(shape, new EngineChoice(Whole, 1, KvType.Q8_0, GpuLayers: GpuLayerChoice.Auto), card))]);
        })]);

    /// <summary>As the product sets it up when nobody says more than the context: as many layers as fit, as many slots as pay.</summary>
    private MemoryPlan OnCard(ModelShape shape, int context, int card) => Planned(shape, new EngineChoice(context, GpuLayers: GpuLayerChoice.Auto), card);

    /// <summary>With every layer on the card.</summary>
    private IEnumerable<Said> Longest(ModelShape shape, int card) => KvTypes
        .Select(type => Planned(shape, new EngineChoice(Enough, 1, type, GpuLayers: new GpuLayerChoice(-1)), card).LargestContextTokens)
        .Select(tokens => (Said)(tokens > 0 ? Count(tokens) : "–"));

    private MemoryPlan Planned(ModelShape shape, EngineChoice choice, int card)
    {
        var memory = new DeviceMemory("card", $"{card} GB", DeviceKind.Gpu, card * GiB, card * GiB);
        var main = new DeviceMemory("CPU", "main memory", DeviceKind.Cpu, 64 * GiB, 64 * GiB);
        return plans.Estimate(shape, choice, [new(memory, memory.TotalBytes - ReserveBytes, 0), DeviceBudget.Whole(main)]).Plan;
    }

    private static IEnumerable<Said> AtWork(MemoryPlan plan) =>
        [Count(plan.Settings.Slots), CacheOf(plan), Bytes(plan.Devices[0].HeadroomBytes)];

    private static Said CacheOf(MemoryPlan plan)
    {
        var bytes = Bytes(KvCache.Bytes(plan.Shape, plan.Settings));
        return plan.Settings.Layout switch
        {
            KvLayout.Unified => new($"{bytes}, one pool", $"{bytes}，共享"),
            KvLayout.PerSlot => new($"{bytes}, of their own", $"{bytes}，各有单元"),
        };
    }

    private static string LayersOf(MemoryPlan plan) => $"{plan.LayersOnGpus} / {plan.Shape.PlaceableLayerCount}";

    private static Said NameOf(SavingLever lever) => lever switch
    {
        SavingLever.WeightQuantization => new("weights in 8 bit instead of 16", "权重用 8 位代替 16 位"),
        SavingLever.Context => new("context of 4,096 instead of 131,072", "上下文 4,096 而不是 131,072"),
        SavingLever.FlashAttention => new("flash attention", "Flash Attention"),
        SavingLever.KvQ8 => new("KV cache in 8 bit (q8_0)", "8 位 KV 缓存（q8_0）"),
        SavingLever.KvQ4 => new("KV cache in 4 bit (q4_0)", "4 位 KV 缓存（q4_0）"),
        SavingLever.OutputsWhereNeeded => new("scores only where a token is drawn", "只在采样词元处保留得分"),
    };

    private static IReadOnlyList<Said> Row(params Said[] cells) => cells;

    private static string Count(int count) => count.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>GiB with one decimal, as the pages write them.</summary>
    private static string Bytes(long bytes) => bytes >= GiB
        ? string.Create(CultureInfo.InvariantCulture, $"{bytes / (double)GiB:0.0} GiB")
        : string.Create(CultureInfo.InvariantCulture, $"{bytes / (double)(1L << 20):0} MiB");

    private static class Word
    {
        public static readonly Said Card = new("Card", "显卡");
        public static readonly Said AtOnce = new("Prompts at once", "同时运行的提示词");
        public static readonly Said Cache = new("Their cache", "它们的缓存");
        public static readonly Said Longest = new("Longest prompt, KV f16", "最长提示词，KV f16");
        public static readonly Said Left = new("Left on the card", "显卡剩余");
        public static readonly Said Weights = new("weights", "权重");
        public static readonly Said Kv = new("KV cache", "KV 缓存");
    }
}
