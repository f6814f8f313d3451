using System.Net.Mime;
using BatchGen.Web.Access;
using BatchGen.Web.OpenAi;
using BatchGen.Web.Planning;
using BatchGen.Web.Wire;

namespace BatchGen.Web.Api;

/// <summary>The product's own API below <c>/api</c>: what OpenAI's has no word for.</summary>
internal static class ProductApi
{
    public static OpenAiGroups MapProductApi(this IEndpointRouteBuilder endpoints)
    {
        var reading = Group(endpoints);
        var submitting = Group(endpoints);
        var operating = Group(endpoints).RequireAuthorization(Policies.Operate);
        var administering = Group(endpoints).RequireAuthorization(Policies.Administer);
        reading.MapMemoryPlan();
        LimitsEndpoints.Map(reading, administering);
        NodesEndpoints.Map(reading, administering);
        RuntimeEndpoint.Map(reading);
        VersionEndpoint.Map(reading);
        ModelsEndpoints.Map(reading, administering);
        ModelJobsEndpoints.Map(reading, administering);
        OffersEndpoint.Map(administering);
        EventsEndpoint.Map(reading);
        BatchesEndpoints.Map(reading, submitting);
        HandInEndpoint.Map(submitting);
        BatchFilesEndpoints.Map(reading);
        TemplatesEndpoints.Map(reading, submitting);
        SchedulesEndpoints.Map(submitting);
        KeysEndpoints.Map(reading);
        NoticesEndpoints.Map(submitting);
        UsersEndpoints.Map(administering);
        QueueEndpoints.Map(reading, operating);
        UsageEndpoint.Map(reading);
        AuditEndpoint.Map(administering);
        SettingsEndpoints.Map(administering);
        reading.Map("/api/{**rest}", (HttpContext http) => Refusals.OfStatus(StatusCodes.Status404NotFound, http.Request)).ExcludeFromDescription();
        return new OpenAiGroups(reading, submitting);
    }

    /// <summary>What every route of it may answer.</summary>
    private static RouteGroupBuilder Group(IEndpointRouteBuilder endpoints) => endpoints.MapGroup("").DisableAntiforgery().WithMetadata(
        new ProducesResponseTypeMetadata(StatusCodes.Status401Unauthorized, typeof(ApiError), [MediaTypeNames.Application.Json]),
        new ProducesResponseTypeMetadata(StatusCodes.Status403Forbidden, typeof(ApiError), [MediaTypeNames.Application.Json]));
}
