using System.Globalization;
using System.Net;
using System.Text.Json;
using BatchGen.Batches.Data;
using BatchGen.Web.Tests.Hosting;
using BatchGen.Web.Tests.OpenAi;

namespace BatchGen.Web.Tests.Api;

/// <summary>Work hours over the product's own API. Whatever day it is, the queue is closed until the day after the day after tomorrow.</summary>
public sealed class WorkHoursApiTests(ScriptedServer server) : IClassFixture<ScriptedServer>
{
    [Fact]
    public async Task Queue_SaysWhenItGoesOn()
    {
        using var program = await server.ProgramAsync(Role.Admin);
        var open = await program.AskAsync(HttpMethod.Get, "/api/queue");
        Assert.True(open.GetProperty("is_open").GetBoolean());
        Assert.Equal((JsonValueKind.Null, JsonValueKind.Null), (open.GetProperty("opens_at").ValueKind, open.GetProperty("closes_at").ValueKind));

        var hours = string.Create(CultureInfo.InvariantCulture, $"{DateTime.UtcNow.AddDays(3):ddd} 00:00-24:00");
        await program.AskAsync(HttpMethod.Put, "/api/settings", new Dictionary<string, object?> { ["Nights:Hours"] = hours, ["Nights:TimeZone"] = "UTC" });

        var closed = await program.AskAsync(HttpMethod.Get, "/api/queue");
        Assert.Equal(
            (false, hours, "UTC"),
            (closed.GetProperty("is_open").GetBoolean(), closed.GetProperty("hours").GetString(), closed.GetProperty("time_zone").GetString()));
        Assert.InRange(closed.GetProperty("opens_at").GetDateTimeOffset(), DateTimeOffset.UtcNow.AddDays(1), DateTimeOffset.UtcNow.AddDays(3));
        Assert.Equal(JsonValueKind.Null, closed.GetProperty("closes_at").ValueKind);
    }

    [Theory]
    [InlineData("always", null)]
    [InlineData("Mon-Fri 20:00-07:00", "Europe/Berlin")]
    public async Task Batch_HasTheHoursOfItsTemplate(string hours, string? zone)
    {
        using var program = await server.ProgramAsync(Role.Admin);
        var template = await program.AskAsync(
            HttpMethod.Post, "/api/templates", new Dictionary<string, object?> { ["name"] = $"hours {hours}", ["input"] = "one", ["hours"] = hours, ["time_zone"] = zone });

        var submitted = await program.AskAsync(HttpMethod.Post, $"/api/templates/{template.GetProperty("id").GetInt64()}/submit");
        var batch = await program.AskAsync(HttpMethod.Get, $"/api/batches/{submitted.GetProperty("id").GetString()}");

        Assert.Equal((hours, zone), (batch.GetProperty("hours").GetString(), batch.GetProperty("time_zone").GetString()));
    }

    [Fact]
    public async Task Template_IsRefused_WhenItsHoursCannotBeRead()
    {
        using var program = await server.ProgramAsync(Role.Admin);
        using var content = new StringContent("""{"name": "night", "input": "one", "hours": "every night"}""");

        await program.RefusedAsync(HttpMethod.Post, "/api/templates", content, HttpStatusCode.BadRequest, "work_hours_invalid");
    }

    [Fact]
    public async Task Put_IsRefusedInASentence_WhenTheHoursCannotBeRead()
    {
        using var program = await server.ProgramAsync(Role.Admin);
        using var content = new StringContent("""{"Nights:Hours": "every night"}""");

        await program.RefusedAsync(HttpMethod.Put, "/api/settings", content, HttpStatusCode.BadRequest, "setting_invalid");
    }
}
