using System.Text.Json.Nodes;
using BatchGen.Batches.Limits;
using BatchGen.Engine.Client;
using BatchGen.Engine.Planning;
using BatchGen.Inference.Runtime;
using BatchGen.Web.Access;
using BatchGen.Web.Controls.Memory;
using BatchGen.Web.Wire;

namespace BatchGen.Web.Api;

/// <summary><c>/api/limits</c>: what engines may take of each device.</summary>
internal static class LimitsEndpoints
{
    private const string Tag = "Memory";

    public static void Map(RouteGroupBuilder reading, RouteGroupBuilder administering)
    {
        reading.MapGet("/api/limits", async (IDeviceSurvey survey, DeviceLimits limits, IEngineManager engines, CancellationToken cancellationToken) =>
            OpenAiJson.Ok(await ListAsync(survey, limits, engines, cancellationToken)))
            .WithTags(Tag).WithSummary("Every device, and what BatchGen may take of it").Produces<IReadOnlyList<DeviceLimitBody>>();
        administering.MapPut("/api/limits/{device}", ChangeAsync)
            .WithTags(Tag).WithSummary(
                "Sets a device's limit and reserve, as '12.5 GiB', '800 MiB' or '75 %'; without both, what the configuration says holds again")
            .Takes("application/json", new JsonObject { ["limit"] = "75 %", ["reserve"] = "512 MiB" })
            .Produces<DeviceLimitBody>().Produces<ApiError>(400).Produces<ApiError>(404);
    }

    private static async Task<IResult> ChangeAsync(string device, HttpContext http, IDeviceSurvey survey, DeviceLimits limits, IEngineManager engines)
    {
        var body = await BodyFields.ReadAsync(http, "limit", "reserve");
        // An empty body is more likely a mistake than the wish to lift a limit.
        body.Require("limit");
        var change = new DeviceLimitChange(device, body.Text("limit") ?? "", body.Text("reserve") ?? "");
        return await limits.ChangeAsync(change, http.Caller().Name, http.RequestAborted) switch
        {
            LimitRefused { Code: LimitErrorCodes.UnknownDevice } refused =>
                ApiError.Refuse(StatusCodes.Status404NotFound, refused.Code, refused.Message, "device"),
            LimitRefused refused => ApiError.Refuse(StatusCodes.Status400BadRequest, refused.Code, refused.Message),
            _ => OpenAiJson.Ok((await ListAsync(survey, limits, engines, http.RequestAborted)).Single(one => one.Name == device)),
        };
    }

    private static async Task<IReadOnlyList<DeviceLimitBody>> ListAsync(
        IDeviceSurvey survey, DeviceLimits limits, IEngineManager engines, CancellationToken cancellationToken)
    {
        var devices = await survey.ReadAsync(cancellationToken);
        var views = DeviceMemoryView.Of(devices, engines.GetStatuses(), limits);
        return [.. devices.Zip(views, (device, view) => DeviceLimitBody.Of(device, limits.Find(device.Name), view.FreeBytes))];
    }
}

/// <summary>A device, what is free on it, and what BatchGen may take of it.</summary>
/// <param name="LimitBytes">What engines may take together; all of the device when nobody set less.</param>
/// <param name="ReserveBytes">Kept free on top of that.</param>
/// <param name="HeadroomBytes">What engines may still take: free, and left under limit and reserve.</param>
internal sealed record DeviceLimitBody(
    string Name,
    string Description,
    string Kind,
    long TotalBytes,
    long FreeBytes,
    long? LimitBytes,
    double? LimitPercent,
    long ReserveBytes,
    long HeadroomBytes)
{
    public static DeviceLimitBody Of(DeviceMemory device, DeviceLimit? limit, long headroomBytes) => new(
        device.Name,
        device.Description,
        device.Kind.ToString().ToLowerInvariant(),
        device.TotalBytes,
        device.FreeBytes,
        limit?.LimitBytes,
        limit?.LimitPercent,
        limit?.ReserveBytes ?? 0,
        headroomBytes);
}
