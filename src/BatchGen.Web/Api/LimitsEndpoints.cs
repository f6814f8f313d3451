using BatchGen.Engine.Planning;

namespace BatchGen.Web.Api;

/// <summary><c>GET /api/limits</c>.</summary>
internal static class LimitsEndpoint
{
    public static void Map(RouteGroupBuilder reading) => reading.MapGet("/api/limits", ListAsync)
        .WithTags("Memory").WithSummary("Every device, and what BatchGen may take of it");

    private static async Task<IReadOnlyList<DeviceLimitBody>> ListAsync(IDeviceSurvey survey, IDeviceLimits limits, CancellationToken cancellationToken)
    {
        var devices = await survey.ReadAsync(cancellationToken);
        return
        [
            .. devices.Select(device =>
            {
                var limit = limits.Find(device.Name);
                return new DeviceLimitBody(
                    device.Name,
                    device.Description,
                    device.Kind.ToString().ToLowerInvariant(),
                    device.TotalBytes,
                    device.FreeBytes,
                    limit?.LimitBytes,
                    limit?.LimitPercent,
                    limit?.ReserveBytes ?? 0);
            }),
        ];
    }
}
