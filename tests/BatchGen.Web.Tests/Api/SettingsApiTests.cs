using System.Net;
using BatchGen.Batches.Data;
using BatchGen.Web.Hosting;
using BatchGen.Web.Tests.Hosting;
using BatchGen.Web.Tests.OpenAi;

namespace BatchGen.Web.Tests.Api;

/// <summary>Settings over the product's own API: in effect at once, held by whatever the server was started with.</summary>
public sealed class SettingsApiTests(ScriptedServer server) : IClassFixture<ScriptedServer>
{
    [Fact]
    public async Task Put_IsInEffectAtOnce_AndNullTakesItBack()
    {
        using var program = await server.ProgramAsync(Role.Admin);

        var after = await program.AskAsync(
            HttpMethod.Put, "/api/settings", new Dictionary<string, object?> { ["Submission:MaxItems"] = 1, ["Webhooks:AllowPrivateAddresses"] = true });

        var setting = after.EnumerateArray().Single(one => one.GetProperty("key").GetString() == "Submission:MaxItems");
        Assert.Equal(("count", "1", "50000", true), (setting.GetProperty("kind").GetString(), setting.GetProperty("value").GetString(), setting.GetProperty("default").GetString(), setting.GetProperty("is_changed").GetBoolean()));
        using (var prompts = new StringContent("one\ntwo"))
            Assert.False((await program.AskAsync(HttpMethod.Post, "/api/batches/dry-run", prompts)).GetProperty("would_be_accepted").GetBoolean());

        var listed = (await program.AskAsync(HttpMethod.Get, "/api/settings")).EnumerateArray().ToDictionary(setting => setting.GetProperty("key").GetString()!);
        Assert.Equal(
            ("browser", "default"),
            (listed["Submission:MaxItems"].GetProperty("source").GetString(), listed["Live:LoadPatience"].GetProperty("source").GetString()));
        await program.AskAsync(HttpMethod.Put, "/api/settings", new Dictionary<string, object?> { ["Submission:MaxItems"] = null });
        using (var prompts = new StringContent("one\ntwo"))
            Assert.True((await program.AskAsync(HttpMethod.Post, "/api/batches/dry-run", prompts)).GetProperty("would_be_accepted").GetBoolean());
    }

    [Theory]
    [InlineData("""{"Submission:MaxItems": 0}""", "setting_invalid")]
    [InlineData("""{"Submission:MaxItems": {}}""", "setting_invalid")]
    [InlineData("""[1]""", "setting_invalid")]
    [InlineData("""{"Storage:ConnectionString": "Host=elsewhere"}""", "setting_unknown")]
    public async Task Put_IsRefusedInASentence_WhenItCannotBe(string body, string code)
    {
        using var program = await server.ProgramAsync(Role.Admin);
        using var content = new StringContent(body);

        await program.RefusedAsync(HttpMethod.Put, "/api/settings", content, HttpStatusCode.BadRequest, code);
    }

    [Fact]
    public async Task Start_IsRefusedInOneSentence_WhenTheFileIsBroken()
    {
        var settings = server.Settings();
        settings["Storage:DataDirectory"] = Directory.CreateTempSubdirectory("batchgen-settings-").FullName;
        var file = Path.Combine(settings["Storage:DataDirectory"]!, "settings.json");
        await File.WriteAllTextAsync(file, "{");

        var failure = Assert.Throws<StorageException>(() => new BatchGenApplication(settings));

        Assert.Contains(file, Assert.Single(StartupProblem.Describe(failure)!), StringComparison.Ordinal);
        Directory.Delete(settings["Storage:DataDirectory"]!, recursive: true);
    }
}
