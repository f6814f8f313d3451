using BatchGen.Engine;
using BatchGen.Engine.Planning;
using BatchGen.Inference.Memory;
using BatchGen.Inference.Runtime;

namespace BatchGen.Web.Planning;

/// <summary>How a plan stands on a card of a common size, beside main memory that is large enough for the rest.</summary>
/// <param name="Verdict">With every layer on the card.</param>
/// <param name="Layers">As many as fit, of <paramref name="PlaceableLayers"/>.</param>
/// <param name="LargestContextTokens">With every layer on the card; 0 when none fits.</param>
/// <param name="HeadroomBytes">With every layer on the card; negative when it does not fit.</param>
public sealed record CardFit(int Gibibytes, PlanVerdict Verdict, int Layers, int PlaceableLayers, int LargestContextTokens, long HeadroomBytes)
{
    /// <summary>Left to the desktop and the driver of a card that nobody else uses.</summary>
    public const long ReserveBytes = 512L << 20;

    private const long GiB = 1L << 30;
    private const long MainMemoryBytes = 1024 * GiB;

    public static IReadOnlyList<int> Sizes { get; } = [8, 12, 16, 24, 32, 48, 80];

    /// <exception cref="PlanException">A setting is out of range.</exception>
    public static IReadOnlyList<CardFit> Of(PlanService plans, ModelShape shape, EngineChoice levers)
    {
        ArgumentNullException.ThrowIfNull(plans);
        return [.. Sizes.Select(size => Of(plans, shape, levers, size))];
    }

    private static CardFit Of(PlanService plans, ModelShape shape, EngineChoice levers, int gibibytes)
    {
        var card = new DeviceMemory("card", $"{gibibytes} GB", DeviceKind.Gpu, gibibytes * GiB, gibibytes * GiB);
        var main = new DeviceMemory("CPU", "main memory", DeviceKind.Cpu, MainMemoryBytes, MainMemoryBytes);
        IReadOnlyList<DeviceBudget> budgets = [new(card, card.TotalBytes - ReserveBytes, 0), DeviceBudget.Whole(main)];
        var whole = plans.Estimate(shape, levers with { GpuLayers = new GpuLayerChoice(-1) }, budgets).Plan;
        var onCard = whole.Devices[0];
        var layers = onCard.Verdict != PlanVerdict.DoesNotFit
            ? shape.PlaceableLayerCount
            : plans.Estimate(shape, levers with { GpuLayers = GpuLayerChoice.Auto }, budgets).Plan.Settings.GpuLayers;
        return new CardFit(gibibytes, onCard.Verdict, layers, shape.PlaceableLayerCount, whole.LargestContextTokens, onCard.HeadroomBytes);
    }
}
