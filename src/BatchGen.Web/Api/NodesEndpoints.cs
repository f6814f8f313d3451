using System.Text.Json.Nodes;
using BatchGen.Batches.Data;
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
            .WithTags(Tag).WithSummary(
                "Every machine on the database: role, heartbeat, devices with use and limits, engines, models").Produces<IReadOnlyList<NodeBody>>();
        administering.MapPut("/api/nodes/{node}/limits/{device}", ChangeAsync)
            .WithTags(Tag).WithSummary(
                "Sets the limit and reserve of a device of any machine, which follows within seconds; the same body as /api/limits/{device}")
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
            LimitRefused { Code: LimitErrorCodes.UnknownDevice } refused =>
                ApiError.Refuse(StatusCodes.Status404NotFound, refused.Code, refused.Message, "device"),
            LimitRefused refused => ApiError.Refuse(StatusCodes.Status400BadRequest, refused.Code, refused.Message),
            LimitChanged changed =>
                OpenAiJson.Ok(new NodeLimitBody(node, device, changed.Limit?.LimitBytes, changed.Limit?.LimitPercent, changed.Limit?.ReserveBytes ?? 0)),
            var other => throw new InvalidOperationException($"Unknown outcome {other.GetType().Name}."),
        };
    }

    /// <summary>What is set for a device of a machine.</summary>
    private sealed record NodeLimitBody(string Node, string Device, long? LimitBytes, double? LimitPercent, long ReserveBytes);
}

/// <summary>A machine on the database: what it does, what it has, what it works on.</summary>
/// <param name="Role">all, web or worker.</param>
/// <param name="State">here, gone (not heard of for a while: what it held is given to others) or stopped.</param>
/// <param name="HeardAt">By the database's clock.</param>
/// <param name="ClockAheadSeconds">How far its own clock is ahead of the database's; nothing goes by it.</param>
internal sealed record NodeBody(
    string Name,
    string Role,
    string State,
    string Version,
    DateTimeOffset StartedAt,
    DateTimeOffset HeardAt,
    double ClockAheadSeconds,
    IReadOnlyList<NodeDeviceBody> Devices,
    IReadOnlyList<NodeEngineBody> Engines,
    IReadOnlyList<NodeModelBody> Models)
{
    public static NodeBody Of(NodeView node) => new(
        node.Name,
        node.Role.ToString().ToLowerInvariant(),
        node.State.ToString().ToLowerInvariant(),
        node.Version,
        node.StartedAt,
        node.HeardAt,
        node.Report.ClockAheadSeconds,
        [.. node.Report.Devices.Select(NodeDeviceBody.Of)],
        [.. node.Report.Engines.Select(NodeEngineBody.Of)],
        [.. node.Report.Models.Select(model => new NodeModelBody(model.Name, model.Fits))]);
}

/// <summary>A device of a machine, as that machine last said.</summary>
/// <param name="EngineBytes">What engines there were admitted with.</param>
/// <param name="LimitBytes">What engines may take together; null when a share or nothing limits them.</param>
internal sealed record NodeDeviceBody(
    string Name, string Description, string Kind, long TotalBytes, long FreeBytes, long EngineBytes, long? LimitBytes, double? LimitPercent, long ReserveBytes)
{
    public static NodeDeviceBody Of(NodeDevice device) => new(
        device.Name,
        device.Description,
        device.Kind,
        device.TotalBytes,
        device.FreeBytes,
        device.EngineBytes,
        device.Limit?.LimitBytes,
        device.Limit?.LimitPercent,
        device.Limit?.ReserveBytes ?? 0);
}

/// <summary>An engine of a machine.</summary>
/// <param name="Model">The model file's name, the same on every machine.</param>
/// <param name="Running">Prompts that have a slot.</param>
/// <param name="Queued">Prompts that wait for one inside the engine.</param>
/// <param name="WaitsFor">Why it is not at work, in a sentence; null when it is.</param>
internal sealed record NodeEngineBody(
    string Model, string State, int ContextTokens, int Slots, string? KvType, int Running, int Queued, long DecodedTokens, string? WaitsFor)
{
    public static NodeEngineBody Of(NodeEngine engine) => new(
        engine.Model,
        engine.State,
        engine.ContextTokens,
        engine.Slots,
        engine.KvType,
        engine.Running,
        engine.Queued,
        engine.DecodedTokens,
        engine.WaitsFor?.ToString());
}

/// <summary>A model file on a machine.</summary>
/// <param name="Fits">It can be loaded there, under that machine's limits.</param>
internal sealed record NodeModelBody(string Name, bool Fits);
