using BatchGen.Web.Access;
using BatchGen.Web.OpenAi;
using BatchGen.Web.Planning;

namespace BatchGen.Web.Api;

/// <summary>The product's own API below <c>/api</c>: what OpenAI's has no word for.</summary>
internal static class ProductApi
{
    public static OpenAiGroups MapProductApi(this IEndpointRouteBuilder endpoints)
    {
        var reading = endpoints.MapGroup("").DisableAntiforgery();
        var submitting = endpoints.MapGroup("").DisableAntiforgery();
        reading.MapMemoryPlan();
        LimitsEndpoint.Map(reading);
        ModelsEndpoint.Map(reading);
        EventsEndpoint.Map(reading);
        BatchesEndpoints.Map(reading, submitting);
        TemplatesEndpoints.Map(reading, submitting);
        // Of everybody: an operator sees all.
        SchedulesEndpoints.Map(endpoints.MapGroup("").DisableAntiforgery().RequireAuthorization(Policies.Operate));
        SettingsEndpoints.Map(endpoints.MapGroup("").DisableAntiforgery().RequireAuthorization(Policies.Administer));
        reading.Map("/api/{**rest}", (HttpContext http) => Refusals.OfStatus(StatusCodes.Status404NotFound, http.Request)).ExcludeFromDescription();
        return new OpenAiGroups(reading, submitting);
    }
}
