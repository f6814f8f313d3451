using System.Net;
using BatchGen.Batches.Data;
using BatchGen.Web.Tests.Hosting;
using BatchGen.Web.Tests.OpenAi;

namespace BatchGen.Web.Tests.Api;

/// <summary>The machines over the product's own API.</summary>
public sealed class NodesApiTests(ScriptedServer server) : IClassFixture<ScriptedServer>
{
    [Fact]
    public async Task Get_ListsThisMachine_WithItsDevices()
    {
        using var program = await server.ProgramAsync(Role.Viewer);

        var nodes = await program.AskAsync(HttpMethod.Get, "/api/nodes");

        Assert.Equal(1, nodes.GetArrayLength());
        Assert.Equal(
            (Environment.MachineName, "all", "here"),
            (nodes[0].GetProperty("name").GetString(), nodes[0].GetProperty("role").GetString(), nodes[0].GetProperty("state").GetString()));
    }

    [Theory]
    [InlineData("nobody", "CPU", "50 %", HttpStatusCode.NotFound, "limit_unknown_node")]
    [InlineData(null, "TPU9", "50 %", HttpStatusCode.NotFound, "limit_unknown_device")]
    [InlineData(null, "CPU", "101 %", HttpStatusCode.BadRequest, "limit_out_of_range")]
    public async Task Put_IsRefusedInASentence_WhenItCannotBe(string? node, string device, string limit, HttpStatusCode status, string code)
    {
        using var program = await server.ProgramAsync(Role.Admin);

        await program.RefusedAsync(HttpMethod.Put, $"/api/nodes/{node ?? Environment.MachineName}/limits/{device}", new { limit }, status, code);
    }

    [Fact]
    public async Task Put_SetsTheLimit_OfTheMachineNamed()
    {
        using var program = await server.ProgramAsync(Role.Admin);
        var path = $"/api/nodes/{Environment.MachineName}/limits/CPU";

        var set = await program.AskAsync(HttpMethod.Put, path, new { limit = "90 %" });
        await program.AskAsync(HttpMethod.Put, path, new { limit = (string?)null });

        Assert.Equal(90, set.GetProperty("limit_percent").GetDouble());
    }
}
