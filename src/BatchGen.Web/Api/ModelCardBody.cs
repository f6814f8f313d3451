using BatchGen.Web.Models;
using BatchGen.Web.Planning;

namespace BatchGen.Web.Api;

/// <summary>A model with what its header says.</summary>
/// <param name="Verdict">Whether it fits with the configured settings, in the plan's words; null when that cannot be planned.</param>
/// <param name="Problem">Why it cannot be loaded, as a sentence; else null.</param>
/// <param name="IsRegistered">It lies outside the models folder and can be taken off the list.</param>
internal sealed record ModelCardBody(string Name, long SizeBytes, string? Licence, string? Verdict, string? Problem, string? Caution, bool IsRegistered)
{
    public static ModelCardBody Of(ModelCard card) => new(
        card.File.Name,
        card.File.SizeBytes,
        card.Licence,
        card.Plan is { } plan ? PlanWords.Of(plan.Verdict) : null,
        card.Problem?.ToString(),
        card.File.Caution?.ToString(),
        card.IsRegistered);
}
