using System.Net.Mime;
using BatchGen.Engine.Planning;
using BatchGen.Inference.Gguf;
using BatchGen.Inference.Memory;
using BatchGen.Web.Wire;
using Microsoft.AspNetCore.Mvc;

namespace BatchGen.Web.Planning;

/// <summary>
/// <c>GET /api/memory/plan?model=…&amp;context=…&amp;slots=…&amp;kv_type=…&amp;flash_attention=…&amp;gpu_layers=…</c>: the same JSON
/// as <c>plan --json</c>. Without a model it plans the default one.
/// </summary>
internal static class PlanEndpoint
{
    public static void MapMemoryPlan(this IEndpointRouteBuilder endpoints) => endpoints.MapGet("/api/memory/plan", PlanAsync)
        .WithTags("Memory").WithSummary("What a model takes with given settings, part by part").Produces<PlanDocument>().Produces<ApiError>(400);

    private static async Task<IResult> PlanAsync(
        string? model,
        string? context,
        string? slots,
        [FromQuery(Name = "kv_type")] string? kvType,
        [FromQuery(Name = "flash_attention")] string? flashAttention,
        [FromQuery(Name = "gpu_layers")] string? gpuLayers,
        ModelLookup models,
        PlanService plans,
        CancellationToken cancellationToken)
    {
        try
        {
            var levers = new LeverTexts(context, slots, kvType, flashAttention, gpuLayers).Parse();
            var answer = await plans.PlanAsync(models.PathOf(model), levers, cancellationToken);
            return Results.Text(PlanDocument.Of(model ?? models.DefaultName, answer).ToJson(), MediaTypeNames.Application.Json);
        }
        catch (PlanException refusal)
        {
            return ApiError.Refuse(StatusCodes.Status400BadRequest, refusal.Code, refusal.Message, refusal.Setting);
        }
        catch (GgufException refusal)
        {
            var status = refusal.Code == GgufErrorCodes.NotFound ? StatusCodes.Status404NotFound : StatusCodes.Status400BadRequest;
            return ApiError.Refuse(status, refusal.Code, refusal.Message, "model");
        }
    }
}
