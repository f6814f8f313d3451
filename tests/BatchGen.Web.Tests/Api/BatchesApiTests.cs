using System.Net;
using System.Text;
using BatchGen.Batches.Data;
using BatchGen.Web.Tests.Hosting;
using BatchGen.Web.Tests.OpenAi;

namespace BatchGen.Web.Tests.Api;

/// <summary>What the product's own API says of batches and does to them.</summary>
public sealed class BatchesApiTests(ScriptedServer server) : IClassFixture<ScriptedServer>
{
    [Fact]
    public async Task List_HoldsOnesOwn_PageByPage()
    {
        using var mine = await server.ProgramAsync(Role.Submitter);
        using var theirs = await server.ProgramAsync(Role.Submitter);
        await theirs.RunBatchAsync();
        string[] made = [await mine.RunBatchAsync(), await mine.RunBatchAsync(), await mine.RunBatchAsync()];

        var first = await mine.AskAsync(HttpMethod.Get, "/api/batches?limit=2");
        var second = await mine.AskAsync(HttpMethod.Get, $"/api/batches?limit=2&cursor={first.GetProperty("cursor").GetString()}");

        Assert.Equal(made.Reverse(), [.. first.IdsOf("batches"), .. second.IdsOf("batches")]);
        Assert.Null(second.GetProperty("cursor").GetString());
        await mine.RefusedAsync(HttpMethod.Get, "/api/batches?limit=101", null, HttpStatusCode.BadRequest, "value_out_of_range");
    }

    [Fact]
    public async Task Get_TellsWhatBecameOfIt()
    {
        using var mine = await server.ProgramAsync(Role.Submitter);
        var id = await mine.RunBatchAsync(lines: 2);

        var batch = await mine.AskAsync(HttpMethod.Get, $"/api/batches/{id}");

        Assert.Equal("completed", batch.GetProperty("state").GetString());
        Assert.Equal(2, batch.GetProperty("succeeded_items").GetInt32());
        Assert.Equal("missing", batch.GetProperty("model").GetString());
    }

    [Theory]
    [InlineData("GET", "")]
    [InlineData("POST", "/cancel")]
    [InlineData("POST", "/retry")]
    [InlineData("DELETE", "")]
    public async Task Batch_IsNotThere_ForAnotherSubmitter(string method, string action)
    {
        using var mine = await server.ProgramAsync(Role.Submitter);
        using var theirs = await server.ProgramAsync(Role.Submitter);
        var id = await mine.RunBatchAsync();

        await theirs.RefusedAsync(new HttpMethod(method), $"/api/batches/{id}{action}", null, HttpStatusCode.NotFound, "batch_not_found");
        await theirs.RefusedAsync(new HttpMethod(method), $"/api/batches/batch_nothing{action}", null, HttpStatusCode.NotFound, "batch_not_found");
    }

    [Theory]
    [InlineData("/cancel", "batch_finished")]
    [InlineData("/retry", "nothing_to_retry")]
    public async Task Control_IsRefused_WhenThereIsNothingToDo(string action, string code)
    {
        using var mine = await server.ProgramAsync(Role.Submitter);
        var id = await mine.RunBatchAsync();

        await mine.RefusedAsync(HttpMethod.Post, $"/api/batches/{id}{action}", null, HttpStatusCode.BadRequest, code);
    }

    [Fact]
    public async Task Delete_TakesTheBatchAndItsFilesAway()
    {
        using var mine = await server.ProgramAsync(Role.Submitter);
        var id = await mine.RunBatchAsync();
        var output = (await mine.AskAsync(HttpMethod.Get, $"/v1/batches/{id}")).GetProperty("output_file_id").GetString()!;

        var done = await mine.AskAsync(HttpMethod.Delete, $"/api/batches/{id}");

        Assert.Equal(1, done.GetProperty("items").GetInt32());
        await mine.RefusedAsync(HttpMethod.Get, $"/api/batches/{id}", null, HttpStatusCode.NotFound, "batch_not_found");
        await mine.RefusedAsync(HttpMethod.Get, $"/v1/batches/{id}", null, HttpStatusCode.NotFound, "batch_not_found");
        await mine.RefusedAsync(HttpMethod.Get, $"/v1/files/{output}", null, HttpStatusCode.NotFound, "file_not_found");
    }

    [Fact]
    public async Task DryRun_CountsAndNamesProblems_AndStoresNothing()
    {
        using var mine = await server.ProgramAsync(Role.Submitter);
        using var input = new StringContent("{\"prompt\":\"Write a function\"}\n{broken\n", Encoding.UTF8, "application/jsonl");

        var report = await mine.AskAsync(HttpMethod.Post, "/api/batches/dry-run", input);

        Assert.False(report.GetProperty("would_be_accepted").GetBoolean());
        Assert.Equal(1, report.GetProperty("good_items").GetInt32());
        Assert.Equal("invalid_json", report.GetProperty("problems")[0].GetProperty("code").GetString());
        Assert.Equal(2, report.GetProperty("problems")[0].GetProperty("line").GetInt32());
        Assert.Empty((await mine.AskAsync(HttpMethod.Get, "/api/batches")).IdsOf("batches"));
    }

    [Fact]
    public async Task DryRun_IsRefused_WhenTheModelIsUnknown()
    {
        using var mine = await server.ProgramAsync(Role.Submitter);
        using var input = new StringContent("one", Encoding.UTF8, "text/plain");

        await mine.RefusedAsync(HttpMethod.Post, "/api/batches/dry-run?model=gpt-nothing", input, HttpStatusCode.NotFound, "model_not_found");
    }

    [Fact]
    public async Task Models_ListWhatMayBeChosen()
    {
        using var viewer = await server.ProgramAsync(Role.Viewer);

        var models = await viewer.AskAsync(HttpMethod.Get, "/api/models");

        Assert.Contains(
            models.EnumerateArray(),
            model => model.GetProperty("name").GetString() == "missing" && model.GetProperty("size_bytes").GetInt64() == "scripted".Length);
    }

    [Fact]
    public async Task Limits_ListDevicesInBytes()
    {
        using var viewer = await server.ProgramAsync(Role.Viewer);

        var limits = await viewer.AskAsync(HttpMethod.Get, "/api/limits");

        Assert.Contains(limits.EnumerateArray(), device => device.GetProperty("kind").GetString() == "cpu" && device.GetProperty("total_bytes").GetInt64() > 0);
    }
}
