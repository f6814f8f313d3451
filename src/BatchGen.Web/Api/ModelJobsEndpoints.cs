using System.Text.Json.Nodes;
using BatchGen.Batches.Models.Downloads;
using BatchGen.Batches.Requests;
using BatchGen.Inference.Runtime;
using BatchGen.Web.Access;
using BatchGen.Web.Models;
using BatchGen.Web.OpenAi;
using BatchGen.Web.Wire;

namespace BatchGen.Web.Api;

/// <summary><c>/api/models/downloads</c>, <c>…/quantizations</c> and the <c>…/jobs</c> they become.</summary>
internal static class ModelJobsEndpoints
{
    private const string Tag = "Models";

    public static void Map(RouteGroupBuilder reading, RouteGroupBuilder administering)
    {
        reading.MapGet("/api/models/jobs", (ModelJobs jobs) => OpenAiJson.Ok(jobs.List().Select(ModelJobBody.Of)))
            .WithTags(Tag).WithSummary("Downloads and quantizations since the server's start, newest first").Produces<IReadOnlyList<ModelJobBody>>();
        reading.MapGet("/api/models/jobs/{id:int}", (int id, ModelJobs jobs) => OpenAiJson.Ok(ModelJobBody.Of(jobs.Find(id) ?? throw NotFound(id))))
            .WithTags(Tag).WithSummary("One download or quantization, and how far it is").Produces<ModelJobBody>().Produces<ApiError>(404);
        Start(administering.MapPost("/api/models/downloads", DownloadAsync), "Downloads a model into the models folder, from a host of Downloads:AllowedHosts")
            .Takes("application/json", new JsonObject { ["url"] = "https://models.example.org/model.gguf", ["sha256"] = null }).Produces<ApiError>(404);
        Start(administering.MapPost("/api/models/quantizations", QuantizeAsync), "Makes a smaller model of an f16, bf16 or f32 one")
            .Takes("application/json", new JsonObject { ["model"] = "codegeex4-all-9b-f16", ["type"] = "q4_k_m" }).Produces<ApiError>(404);
        administering.MapPost("/api/models/jobs/{id:int}/cancel", (int id, ModelJobs jobs) => Cancel(id, jobs))
            .WithTags(Tag).WithSummary("Cancels a download or quantization; one that has ended stays as it is").Produces<ModelJobBody>()
                .Produces<ApiError>(404);
    }

    private static RouteHandlerBuilder Start(RouteHandlerBuilder endpoint, string summary) =>
        endpoint.WithTags(Tag).WithSummary(summary).Produces<ModelJobBody>().Produces<ApiError>(400);

    private static async Task<IResult> DownloadAsync(HttpContext http, ModelJobs jobs, ModelOffers offers)
    {
        var body = await BodyFields.ReadAsync(http, "url", "sha256", "name", "quantization");
        try
        {
            var parts = body.Text("name") is { } name ? await NamedAsync(name, body, offers, http.RequestAborted)
                : [DownloadRequest.Parse(body.RequiredText("url"), body.Text("sha256") ?? "")];
            return OpenAiJson.Ok(ModelJobBody.Of(jobs.Download(parts, http.Caller().Name)));
        }
        catch (DownloadException refusal)
        {
            return OffersEndpoint.Refuse(refusal);
        }
    }

    private static Task<IReadOnlyList<DownloadRequest>> NamedAsync(string name, BodyFields body, ModelOffers offers, CancellationToken cancellationToken)
    {
        if (body.Text("url") is not null || body.Text("sha256") is not null)
            throw new RequestRefusedException(
                ProblemCodes.ValueOutOfRange, "'name' asks the host for link and digest. Send either 'name' or 'url' and 'sha256'.", "name");
        var wanted = RepositoryName.Parse(name);
        return offers.ChooseAsync(body.Text("quantization") is { } quantization ? wanted with { Quantization = quantization } : wanted, cancellationToken);
    }

    private static async Task<IResult> QuantizeAsync(HttpContext http, ModelJobs jobs, ModelCatalog catalog)
    {
        var body = await BodyFields.ReadAsync(http, "model", "type");
        var name = body.RequiredText("model");
        var type = body.Choice<QuantizedType>("type") ?? throw new RequestRefusedException(ProblemCodes.MissingField, "'type' is missing.", "type");
        var source = catalog.List().FirstOrDefault(model => model.Exists && model.Name == name) ?? throw ModelEndpoints.Unknown(name);
        return OpenAiJson.Ok(ModelJobBody.Of(jobs.Quantize(catalog.Quantized(source, type), http.Caller().Name)));
    }

    private static IResult Cancel(int id, ModelJobs jobs)
    {
        jobs.Cancel(id);
        return OpenAiJson.Ok(ModelJobBody.Of(jobs.Find(id) ?? throw NotFound(id)));
    }

    private static RequestRefusedException NotFound(int id) =>
        new(
            "model_job_not_found",
            $"There is no download or quantization {id}. The server keeps those since its start, the latest ones.",
            "id") { IsNotFound = true };
}

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
