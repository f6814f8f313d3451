using System.Net;
using BatchGen.Batches.Data;
using BatchGen.Batches.Limits;
using BatchGen.Web.Tests.Hosting;
using BatchGen.Web.Tests.OpenAi;
using Microsoft.Extensions.DependencyInjection;

namespace BatchGen.Web.Tests.Api;

/// <summary>Limits over the product's own API: the Admin page's judge, and its audit.</summary>
public sealed class LimitsApiTests(ScriptedServer server) : IClassFixture<ScriptedServer>
{
    [Fact]
    public async Task Put_SetsAndAuditsTheLimit_AndNullTakesItAway()
    {
        using var program = await server.ProgramAsync(Role.Admin);
        var device = (await program.AskAsync(HttpMethod.Get, "/api/limits"))[0];
        var path = $"/api/limits/{device.GetProperty("name").GetString()}";

        var set = await program.AskAsync(HttpMethod.Put, path, new { limit = "90 %", reserve = "1 MiB" });
        var audit = (await server.Services.GetRequiredService<DeviceLimits>().ListAuditAsync(10, CancellationToken.None)).First(
            entry => entry.What.ToString().StartsWith("limit of", StringComparison.Ordinal));
        var lifted = await program.AskAsync(HttpMethod.Put, path, new { limit = (string?)null });

        Assert.Equal((90.0, 1L << 20), (set.GetProperty("limit_percent").GetDouble(), set.GetProperty("reserve_bytes").GetInt64()));
        Assert.True(set.GetProperty("headroom_bytes").GetInt64() < set.GetProperty("total_bytes").GetInt64() * 0.9);
        Assert.Equal("90 %, reserve 1 MiB", audit.To.ToString());
        // What the configuration says holds again.
        Assert.Equal(
            (null, device.GetProperty("reserve_bytes").GetInt64()),
            (lifted.GetProperty("limit_percent").GetString(), lifted.GetProperty("reserve_bytes").GetInt64()));
    }

    [Theory]
    [InlineData("""{}""", "missing_field")]
    [InlineData("""{"limit":12}""", "invalid_type")]
    [InlineData("""{"limit":"all"}""", "limit_not_a_number")]
    [InlineData("""{"limit":"101 %"}""", "limit_out_of_range")]
    [InlineData("""{"limit":"50 %","reserve":"60 %"}""", "limit_reserve_out_of_range")]
    public async Task Put_IsRefusedInASentence_WhenItCannotBe(string body, string code)
    {
        using var program = await server.ProgramAsync(Role.Admin);
        var device = (await program.AskAsync(HttpMethod.Get, "/api/limits"))[0].GetProperty("name").GetString();
        using var content = new StringContent(body);

        await program.RefusedAsync(HttpMethod.Put, $"/api/limits/{device}", content, HttpStatusCode.BadRequest, code);
    }

    [Fact]
    public async Task Put_IsNotFound_WhenTheMachineHasNoSuchDevice()
    {
        using var program = await server.ProgramAsync(Role.Admin);

        await program.RefusedAsync(HttpMethod.Put, "/api/limits/TPU9", new { limit = "50 %" }, HttpStatusCode.NotFound, "limit_unknown_device");
    }
}
