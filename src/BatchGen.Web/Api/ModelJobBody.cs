using BatchGen.Web.Models;
using BatchGen.Web.Wire;

namespace BatchGen.Web.Api;

/// <summary>A download or a quantization.</summary>
/// <param name="What">The file that is made, or what of what.</param>
/// <param name="State">running, done, failed or cancelled.</param>
/// <param name="Progress">0 to 1; null while it is not known.</param>
/// <param name="Note">How far, or why it failed.</param>
/// <param name="Code">The failure's, one of those in docs/errors.md; else null.</param>
internal sealed record ModelJobBody(int Id, string What, string State, double? Progress, string? Note, string? Code)
{
    public static ModelJobBody Of(ModelJob job) => new(job.Id, job.What, BodyFields.WordOf(job.State), job.Progress, job.Note?.ToString(), job.Code);
}
