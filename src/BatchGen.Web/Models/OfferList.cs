using System.Globalization;
using BatchGen.Batches.Models.Downloads;
using BatchGen.Inference.Memory;
using BatchGen.Inference.Sentences;

namespace BatchGen.Web.Models;

/// <summary>What a repository has, judged for this machine.</summary>
/// <param name="Offers">Largest first.</param>
/// <param name="Recommended">The one with the most bits whose plan fits; null when none does, or when it cannot be told.</param>
/// <param name="Reason">Why that one, or why none.</param>
/// <param name="Code">Why none, of docs/errors.md; else null.</param>
public sealed record OfferList(RepositoryName Name, IReadOnlyList<JudgedOffer> Offers, JudgedOffer? Recommended, Sentence Reason, string? Code)
{
    public static OfferList Of(RepositoryName name, IReadOnlyList<JudgedOffer> offers)
    {
        var best = offers.FirstOrDefault(offer => offer.Plan?.Verdict is PlanVerdict.Fits);
        return best is null
            ? new OfferList(name, offers, null, WhyNone(offers[^1].Offer, offers[^1].Plan!), DownloadErrorCodes.NothingFits)
            : new OfferList(name, offers, best, Why(best.Offer, best.Plan!), null);
    }

    private static Sentence Why(ModelOffer offer, MemoryPlan plan)
    {
        var device = NarrowestOf(plan);
        return $"{offer.Quantization} has the most bits of those that fit: with a KV cache for {CellsOf(plan)} tokens it takes {Bytes(device.TotalBytes)} of the {Bytes(device.LimitBytes)} allowed on {device.Name}, so {Bytes(device.HeadroomBytes)} stay free.";
    }

    private static Sentence WhyNone(ModelOffer smallest, MemoryPlan plan)
    {
        var device = NarrowestOf(plan);
        return $"None fits with room to spare: {smallest.Quantization}, the smallest, takes {Bytes(device.TotalBytes)} of the {Bytes(device.LimitBytes)} allowed on {device.Name}, with a KV cache for {CellsOf(plan)} tokens. Allow more under Memory, set a smaller context (Engine:ContextLimitTokens), or take another model.";
    }

    private static DevicePlan NarrowestOf(MemoryPlan plan) =>
        plan.Devices.Where(device => device.IsUsed).OrderByDescending(device => device.Verdict).ThenBy(device => device.HeadroomBytes).First();

    private static string CellsOf(MemoryPlan plan) => (plan.Settings.KvCells ?? plan.Settings.ContextTokens).ToString("N0", CultureInfo.InvariantCulture);

    private static string Bytes(long bytes) => Formatting.ByteText.Of(bytes);
}

/// <summary>One of them.</summary>
/// <param name="Plan">With the settings of section "Engine", nothing stepped down; null when it cannot be told.</param>
/// <param name="IsEstimate">By the size of its file and another one's header, not by its own header.</param>
public sealed record JudgedOffer(ModelOffer Offer, MemoryPlan? Plan, bool IsEstimate);
