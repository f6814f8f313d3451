using BatchGen.Batches.Models.Downloads;
using BatchGen.Web.Models;
using BatchGen.Web.Planning;
using BatchGen.Web.Wire;

namespace BatchGen.Web.Api;

/// <summary>
/// <c>/api/models/offers</c>: what the repository of a hub has, and what of it fits this machine. For administrators: it makes this server ask another.
/// </summary>
internal static class OffersEndpoint
{
    public static void Map(RouteGroupBuilder administering) =>
        administering.MapGet("/api/models/offers", AnswerAsync)
            .WithTags("Models").WithSummary("The quantizations of a repository, 'name' being OWNER/NAME, and which of them fits best")
            .Produces<OfferListBody>().Produces<ApiError>(400).Produces<ApiError>(404);

    public static IResult Refuse(DownloadException refusal) => ApiError.Refuse(
        refusal.Code is DownloadErrorCodes.RepositoryNotFound or DownloadErrorCodes.UnknownQuantization
            ? StatusCodes.Status404NotFound
            : StatusCodes.Status400BadRequest,
        refusal.Code,
        refusal.Message);

    private static async Task<IResult> AnswerAsync(string? name, HttpContext http, ModelOffers offers)
    {
        try
        {
            return OpenAiJson.Ok(OfferListBody.Of(await offers.ReadAsync(RepositoryName.Parse(name ?? ""), http.RequestAborted)));
        }
        catch (DownloadException refusal)
        {
            return Refuse(refusal);
        }
    }
}

/// <summary>What a repository has, largest first.</summary>
/// <param name="Recommended">The quantization with the most bits whose plan fits; null when none does.</param>
/// <param name="Reason">Why that one, or why none, as a sentence.</param>
/// <param name="Code">Why none, one of docs/errors.md; else null.</param>
internal sealed record OfferListBody(string Name, IReadOnlyList<OfferBody> Offers, string? Recommended, string Reason, string? Code)
{
    public static OfferListBody Of(OfferList list) => new(
        list.Name.ToString(), [.. list.Offers.Select(OfferBody.Of)], list.Recommended?.Offer.Quantization, list.Reason.ToString(), list.Code);
}

/// <summary>One of them.</summary>
/// <param name="Verdict">fits, tight or does_not_fit, with the settings of section Engine; null when it cannot be told.</param>
/// <param name="NeededBytes">On all devices together; null when it cannot be told.</param>
/// <param name="IsEstimate">Judged by the size of its file and another one's header, not by its own header.</param>
internal sealed record OfferBody(
    string Quantization, long SizeBytes, string? Verdict, long? NeededBytes, bool IsEstimate, IReadOnlyList<OfferFileBody> Files)
{
    public static OfferBody Of(JudgedOffer judged) => new(
        judged.Offer.Quantization,
        judged.Offer.SizeBytes,
        judged.Plan is { } plan ? PlanWords.Of(plan.Verdict) : null,
        judged.Plan?.OwnBytes,
        judged.IsEstimate,
        [.. judged.Offer.Files.Select(file => new OfferFileBody(file.Path, file.SizeBytes, file.Sha256))]);
}

/// <summary>A file of an offer.</summary>
/// <param name="Sha256">Null when the host gives none.</param>
internal sealed record OfferFileBody(string Path, long SizeBytes, string? Sha256);
