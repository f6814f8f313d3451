using System.Text.Json.Nodes;
using BatchGen.Batches.Models;
using BatchGen.Batches.Requests;
using BatchGen.Web.Access;
using BatchGen.Web.Models;
using BatchGen.Web.OpenAi;
using BatchGen.Web.Planning;
using BatchGen.Web.Wire;

namespace BatchGen.Web.Api;

/// <summary><c>/api/models</c>: more than OpenAI's list, which has names only; and files outside the models folder, taken on and off the list.</summary>
internal static class ModelsEndpoints
{
    private const string Tag = "Models";

    public static void Map(RouteGroupBuilder reading, RouteGroupBuilder administering)
    {
        reading.MapGet("/api/models", async (ModelCards cards, CancellationToken cancellationToken) =>
            OpenAiJson.Ok((await cards.ListAsync(cancellationToken)).Select(ModelCardBody.Of)))
            .WithTags(Tag).WithSummary("Every model that may be chosen, and whether it fits").Produces<IReadOnlyList<ModelCardBody>>();
        administering.MapPost("/api/models", RegisterAsync)
            .WithTags(Tag).WithSummary("Offers a model file that lies outside the models folder")
            .Takes("application/json", new JsonObject { ["path"] = "/models/codegeex4-all-9b-q4_k_m.gguf" })
            .Produces<ModelCardBody>().Produces<ApiError>(400);
        administering.MapDelete("/api/models/{name}", RemoveAsync)
            .WithTags(Tag).WithSummary("Takes a registered model off the list; the file stays")
            .Produces<DeletedBody>().Produces<ApiError>(400).Produces<ApiError>(404);
    }

    private static async Task<IResult> RegisterAsync(HttpContext http, ModelRegistry registry, ModelCards cards)
    {
        var path = (await BodyFields.ReadAsync(http, "path")).RequiredText("path");
        if (await registry.AddAsync(path, http.Caller().Name, http.RequestAborted) is { } refused)
            return ApiError.Refuse(StatusCodes.Status400BadRequest, refused.Code, refused.Message, "path");
        var full = Path.GetFullPath(path.Trim());
        return OpenAiJson.Ok(ModelCardBody.Of((await cards.ListAsync(http.RequestAborted)).First(card => card.File.Path == full)));
    }

    private static async Task<IResult> RemoveAsync(string name, HttpContext http, ModelRegistry registry, ModelCatalog catalog)
    {
        var found = registry.Paths.FirstOrDefault(path => Path.GetFileNameWithoutExtension(path) == name);
        if (found is null)
            throw catalog.List().Any(model => model.Name == name) ? NotRegistered(name) : ModelEndpoints.Unknown(name);
        await registry.RemoveAsync(found, http.Caller().Name, http.RequestAborted);
        return OpenAiJson.Ok(new DeletedBody(name, "model", true));
    }

    private static RequestRefusedException NotRegistered(string name) =>
        new("model_not_registered", $"The model '{Shown.Of(name)}' was not registered: it lies in the models folder, or is the default. Move its file away, or set another Models:Default.", "name");
}

/// <summary>A model with what its header says.</summary>
/// <param name="Verdict">Whether it fits with the configured settings, in the plan's words; null when that cannot be planned.</param>
/// <param name="Problem">Why it cannot be loaded, as the header tells it or as the last load ended, as a sentence; else null.</param>
/// <param name="Caution">What to know before its answers are trusted; else null.</param>
/// <param name="IsRegistered">It lies outside the models folder and can be taken off the list.</param>
/// <param name="ProblemCode">Of docs/errors.md; null when there is no problem.</param>
/// <param name="Parts">Files that make it up.</param>
internal sealed record ModelCardBody(
    string Name, long SizeBytes, string? Licence, string? Verdict, string? Problem, string? Caution, bool IsRegistered, string? ProblemCode, int Parts)
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
