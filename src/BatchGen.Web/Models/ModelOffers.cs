using BatchGen.Batches.Models.Downloads;
using BatchGen.Engine.Admission;
using BatchGen.Engine.Client;
using BatchGen.Engine.Planning;
using BatchGen.Inference.Gguf;
using BatchGen.Inference.Memory;
using BatchGen.Inference.Runtime;
using BatchGen.Inference.Sentences;

namespace BatchGen.Web.Models;

/// <summary>
/// Models by the name of their repository: what a hub has of one, what of it fits, and which is best. The smallest is planned by its own
/// header; of the same model the others differ in their weights only, so they are estimated from that plan, until the one that would be
/// recommended is planned by its own header too.
/// </summary>
public sealed class ModelOffers(ModelHub hub, IDeviceSurvey survey, IDeviceLimits limits, Loadability loadability)
{
    /// <summary>Headers take some 10 MiB each: not all of a repository's are fetched to choose one.</summary>
    private const int MostHeaders = 4;

    private const int MostParts = 16;

    /// <exception cref="DownloadException">There is no such host or repository, it has no model, or the host answers badly.</exception>
    public async Task<OfferList> ReadAsync(RepositoryName name, CancellationToken cancellationToken)
    {
        var offers = await hub.ListAsync(name, cancellationToken);
        try
        {
            return OfferList.Of(name, await JudgeAsync(name, offers, await survey.ReadAsync(cancellationToken), cancellationToken));
        }
        catch (Exception failure) when (ReasonOf(failure) is { } reason)
        {
            return new OfferList(
                name,
                [.. offers.Select(offer => new JudgedOffer(offer, null, false))],
                null,
                $"Whether they fit cannot be told, so choose one yourself: {reason}",
                DownloadErrorCodes.NotJudged);
        }
    }

    /// <summary>What is to be fetched: the quantization that the name asks for, whether it fits or not, else the recommended one.</summary>
    /// <exception cref="DownloadException">As <see cref="ReadAsync"/>; or there is no such quantization, or none that fits.</exception>
    public async Task<IReadOnlyList<DownloadRequest>> ChooseAsync(RepositoryName name, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (name.Quantization is { } wanted)
            return hub.RequestsFor(name, Find(name, wanted, await hub.ListAsync(name, cancellationToken)));
        var list = await ReadAsync(name, cancellationToken);
        return list.Recommended is { } best ? hub.RequestsFor(name, best.Offer) : throw new DownloadException(list.Code!, list.Reason);
    }

    private static ModelOffer Find(RepositoryName name, string wanted, IReadOnlyList<ModelOffer> offers) =>
        offers.FirstOrDefault(offer => offer.Quantization.Equals(wanted, StringComparison.OrdinalIgnoreCase)) ?? throw new DownloadException(
            DownloadErrorCodes.UnknownQuantization,
            $"{name} has no {wanted}. It has {string.Join(", ", offers.Select(offer => offer.Quantization))}.");

    private async Task<IReadOnlyList<JudgedOffer>> JudgeAsync(
        RepositoryName name, IReadOnlyList<ModelOffer> offers, IReadOnlyList<DeviceMemory> devices, CancellationToken cancellationToken)
    {
        var smallest = new JudgedOffer(offers[^1], await PlanAsync(name, offers[^1], devices, cancellationToken), false);
        var headers = 1;
        List<JudgedOffer> judged = [];
        foreach (var offer in offers.SkipLast(1))
        {
            var now = new JudgedOffer(offer, Scaled(smallest.Plan!, (double)offer.SizeBytes / smallest.Offer.SizeBytes), true);
            if (now.Plan!.Verdict is PlanVerdict.Fits && offer.Files.Count <= MostParts && headers < MostHeaders
                && judged.TrueForAll(larger => larger.Plan?.Verdict is not PlanVerdict.Fits))
            {
                headers++;
                now = new JudgedOffer(offer, await TryPlanAsync(name, offer, devices, cancellationToken), false);
            }

            judged.Add(now);
        }

        return [.. judged, smallest];
    }

    /// <summary>Null when its headers do not come, or cannot be used here: it is not recommended then, and a smaller one may be.</summary>
    private async Task<MemoryPlan?> TryPlanAsync(
        RepositoryName name, ModelOffer offer, IReadOnlyList<DeviceMemory> devices, CancellationToken cancellationToken)
    {
        try
        {
            return await PlanAsync(name, offer, devices, cancellationToken);
        }
        catch (Exception failure) when (ReasonOf(failure) is not null)
        {
            return null;
        }
    }

    /// <summary>By the headers of its files, which are thrown away again.</summary>
    private async Task<MemoryPlan> PlanAsync(RepositoryName name, ModelOffer offer, IReadOnlyList<DeviceMemory> devices, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("batchgen-headers-");
        try
        {
            var path = await hub.ReadHeadersAsync(name, offer, folder.FullName, cancellationToken);
            return loadability.PlanHeader(path, devices, limits);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static MemoryPlan Scaled(MemoryPlan plan, double weights) =>
        plan with { Devices = [.. plan.Devices.Select(device => device with { WeightsBytes = (long)(device.WeightsBytes * weights) })] };

    /// <summary>Null for what is no reason but a fault.</summary>
    private static Sentence? ReasonOf(Exception failure) => failure switch
    {
        DownloadException download => download.Sentence,
        EngineException engine => engine.Sentence,
        PlanException plan => plan.Sentence,
        GgufException header => Sentence.FromString(header.Message),
        _ => null,
    };
}
