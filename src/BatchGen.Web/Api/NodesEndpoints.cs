using System.Text.Json.Nodes;
using BatchGen.Batches.Limits;
using BatchGen.Batches.Nodes;
using BatchGen.Web.Access;
using BatchGen.Web.Wire;
namespace BatchGen.Web.Api;

/// <summary><c>/api/nodes</c>: the machines that share the work.</summary>
internal static class NodesEndpoints
{
    private const string Tag = "Machines";

    public static void Map(RouteGroupBuilder reading, RouteGroupBuilder administering)
    {
        reading.MapGet("/api/nodes", (NodeBoard board) => OpenAiJson.Ok(board.List().Select(NodeBody.Of)))
            .WithTags(Tag).WithSummary("Every machine on the database: role, heartbeat, devices with use and limits, engines, models").Produces<IReadOnlyList<NodeBody>>();
        administering.MapPut("/api/nodes/{node}/limits/{device}", ChangeAsync)
            .WithTags(Tag).WithSummary("Sets the limit and reserve of a device of any machine, which follows within seconds; the same body as /api/limits/{device}")
            .Takes("application/json", new JsonObject { ["limit"] = "75 %", ["reserve"] = "512 MiB" })
            .Produces<NodeLimitBody>().Produces<ApiError>(400).Produces<ApiError>(404);
    }

    private static async Task<IResult> ChangeAsync(string node, string device, HttpContext http, DeviceLimits limits)
    {
        var body = await BodyFields.ReadAsync(http, "limit", "reserve");
        // An empty body is more likely a mistake than the wish to lift a limit.
        body.Require("limit");
        var change = new DeviceLimitChange(device, body.Text("limit") ?? "", body.Text("reserve") ?? "") { Node = node };
        return await limits.ChangeAsync(change, http.Caller().Name, http.RequestAborted) switch
        {
            LimitRefused { Code: LimitErrorCodes.UnknownNode } refused => ApiError.Refuse(StatusCodes.Status404NotFound, refused.Code, refused.Message, "node"),
            LimitRefused { Code: LimitErrorCodes.UnknownDevice } refused => ApiError.Refuse(StatusCodes.Status404NotFound, refused.Code, refused.Message, "device"),
            LimitRefused refused => ApiError.Refuse(StatusCodes.Status400BadRequest, refused.Code, refused.Message),
            LimitChanged changed => OpenAiJson.Ok(new NodeLimitBody(node, device, changed.Limit?.LimitBytes, changed.Limit?.LimitPercent, changed.Limit?.ReserveBytes ?? 0)),
            var other => throw new InvalidOperationException($"Unknown outcome {other.GetType().Name}."),
        };
    }

    /// <summary>What is set for a device of a machine.</summary>
    private sealed record NodeLimitBody(string Node, string Device, long? LimitBytes, double? LimitPercent, long ReserveBytes);
}
