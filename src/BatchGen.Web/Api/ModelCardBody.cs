using BatchGen.Web.Models;
using BatchGen.Web.Planning;

namespace BatchGen.Web.Api;

/// <summary>A model with what its header says.</summary>
/// <param name="Verdict">Whether it fits with the configured settings, in the plan's words; null when that cannot be planned.</param>
/// <param name="Problem">Why it cannot be loaded, as the header tells it or as the last load ended, as a sentence; else null.</param>
/// <param name="Caution">What to know before its answers are trusted; else null.</param>
/// <param name="IsRegistered">It lies outside the models folder and can be taken off the list.</param>
/// <param name="ProblemCode">Of docs/errors.md; null when there is no problem.</param>
/// <param name="Parts">Files that make it up.</param>
internal sealed record ModelCardBody(string Name, long SizeBytes, string? Licence, string? Verdict, string? Problem, string? Caution, bool IsRegistered, string? ProblemCode, int Parts)
{
    public static ModelCardBody Of(ModelCard card) => new(
        card.File.Name,
        card.File.SizeBytes,
        card.Licence,
        card.Plan is { } plan ? PlanWords.Of(plan.Verdict) : null,
        card.Problem?.ToString(),
        card.Caution?.ToString(),
        card.IsRegistered,
        card.ProblemCode,
        card.File.PartCount);
}
