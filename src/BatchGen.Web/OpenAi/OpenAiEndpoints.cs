using BatchGen.Web.Wire;

namespace BatchGen.Web.OpenAi;

/// <summary>OpenAI's API: files, batches, models, live completions. Formats and limits as its official clients expect them.</summary>
internal static class OpenAiEndpoints
{
    /// <summary>One group that reads and one that submits, so that each is protected by one line.</summary>
    public static OpenAiGroups MapOpenAi(this IEndpointRouteBuilder endpoints)
    {
        var reading = endpoints.MapGroup(ApiPaths.OpenAi).DisableAntiforgery();
        var submitting = endpoints.MapGroup(ApiPaths.OpenAi).DisableAntiforgery();
        FileEndpoints.Map(reading, submitting);
        BatchEndpoints.Map(reading, submitting);
        ModelEndpoints.Map(reading);
        CompletionEndpoints.Map(submitting);
        reading.Map("/{**rest}", (HttpContext http) => Refusals.OfStatus(StatusCodes.Status404NotFound, http.Request)).ExcludeFromDescription();
        return new OpenAiGroups(reading, submitting);
    }
}

/// <param name="Reading">Looks at what is there.</param>
/// <param name="Submitting">Hands work in, cancels it, deletes files.</param>
internal sealed record OpenAiGroups(RouteGroupBuilder Reading, RouteGroupBuilder Submitting);
