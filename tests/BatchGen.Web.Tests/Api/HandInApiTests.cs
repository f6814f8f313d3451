using System.Net;
using System.Net.Http.Headers;
using BatchGen.Batches.Data;
using BatchGen.Web.Tests.Hosting;
using BatchGen.Web.Tests.OpenAi;

namespace BatchGen.Web.Tests.Api;

/// <summary>Batches handed in over the product's own API, what they leave, and which version answers.</summary>
public sealed class HandInApiTests(ScriptedServer server) : IClassFixture<ScriptedServer>
{
    private const string Path = "/api/batches";

    [Fact]
    public async Task Post_SubmitsTextOrAnUploadedFile_WithItsSettings()
    {
        using var mine = await server.ProgramAsync(Role.Submitter);

        var text = await mine.AskAsync(HttpMethod.Post, Path, new { name = "typed", input = "one\ntwo", priority = 5 });
        var file = await mine.AskAsync(HttpMethod.Post, Path, new { name = "uploaded", input_file_id = await mine.UploadAsync(lines: 3), model = "missing" });

        Assert.Equal(
            ("typed", 2, 5), (text.GetProperty("name").GetString(), text.GetProperty("total_items").GetInt32(), text.GetProperty("priority").GetInt32()));
        Assert.Equal((3, "missing"), (file.GetProperty("total_items").GetInt32(), file.GetProperty("model").GetString()));
        Assert.Equal([file.IdOf(), text.IdOf()], (await mine.AskAsync(HttpMethod.Get, Path)).IdsOf("batches"));
    }

    [Fact]
    public async Task Post_IsDoneOnce_ForItsIdempotencyKey()
    {
        using var mine = await server.ProgramAsync(Role.Submitter);
        var body = new { name = "once", input = "one" };

        var first = await mine.AskAsync(HttpMethod.Post, Path, body, "a-key");
        var again = await mine.AskAsync(HttpMethod.Post, Path, body, "a-key");

        Assert.Equal(first.IdOf(), again.IdOf());
        Assert.Single((await mine.AskAsync(HttpMethod.Get, Path)).IdsOf("batches"));
        using var other = await mine.SendAsync(HttpMethod.Post, Path, new { name = "other", input = "one" }, "a-key");
        Assert.Equal(HttpStatusCode.BadRequest, other.StatusCode);
    }

    [Theory]
    [InlineData("""{"name":"n"}""", HttpStatusCode.BadRequest, "missing_field")]
    [InlineData("""{"input":"one"}""", HttpStatusCode.BadRequest, "missing_field")]
    [InlineData("""{"name":"n","input":"one","colour":"red"}""", HttpStatusCode.BadRequest, "unknown_field")]
    [InlineData("""{"name":"n","input":"one","model":"nobody"}""", HttpStatusCode.NotFound, "model_not_found")]
    [InlineData("""{"name":"n","input_file_id":"file-nothing"}""", HttpStatusCode.NotFound, "file_not_found")]
    [InlineData("""{"name":"n","input":"{\"prompt\":7}","on_bad_lines":"refuse"}""", HttpStatusCode.BadRequest, "invalid_type")]
    [InlineData("""{"name":"n","input":"one","on_bad_lines":"mend"}""", HttpStatusCode.BadRequest, "value_out_of_range")]
    [InlineData("""{"name":"n","input":"one","name_encoding":"klingon"}""", HttpStatusCode.BadRequest, "value_out_of_range")]
    public async Task Post_IsRefusedInASentence_WhenItCannotBe(string body, HttpStatusCode status, string code)
    {
        using var mine = await server.ProgramAsync(Role.Submitter);
        using var content = new StringContent(body);

        await mine.RefusedAsync(HttpMethod.Post, Path, content, status, code);

        Assert.Empty((await mine.AskAsync(HttpMethod.Get, Path)).IdsOf("batches"));
    }

    [Fact]
    public async Task Post_IsForbidden_ForWhoOnlyReads_AndTakesNobodyElsesFile()
    {
        using var viewer = await server.ProgramAsync(Role.Viewer);
        using var mine = await server.ProgramAsync(Role.Submitter);
        using var theirs = await server.ProgramAsync(Role.Submitter);
        var file = await mine.UploadAsync();

        await viewer.RefusedAsync(HttpMethod.Post, Path, new { name = "n", input = "one" }, HttpStatusCode.Forbidden, "insufficient_rights");
        await theirs.RefusedAsync(HttpMethod.Post, Path, new { name = "n", input_file_id = file }, HttpStatusCode.NotFound, "file_not_found");
    }

    [Fact]
    public async Task File_ComesWhole_OrFromWhereItWasBrokenOff()
    {
        using var mine = await server.ProgramAsync(Role.Submitter);
        var path = $"{Path}/{await mine.RunBatchAsync(lines: 3)}/files/output";

        using var whole = await mine.SendAsync(HttpMethod.Get, path);
        var bytes = await whole.Content.ReadAsByteArrayAsync();
        using var rest = await PartAsync(mine, path, whole.Headers.ETag!);
        using var other = await PartAsync(mine, path, new EntityTagHeaderValue("\"another\""));

        Assert.Equal(3, bytes.Count(character => character == '\n'));
        Assert.Equal((HttpStatusCode.PartialContent, HttpStatusCode.OK), (rest.StatusCode, other.StatusCode));
        Assert.Equal(bytes[10..], await rest.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task Export_ComesInTheFormThatIsAskedFor()
    {
        using var mine = await server.ProgramAsync(Role.Submitter);
        var id = await mine.RunBatchAsync(lines: 2);

        using var csv = await mine.SendAsync(HttpMethod.Get, $"{Path}/{id}/export?format=csv");

        Assert.Equal("text/csv", csv.Content.Headers.ContentType!.MediaType);
        Assert.Contains("custom_id", await csv.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        await mine.RefusedAsync(HttpMethod.Get, $"{Path}/{id}/export?format=pdf", null, HttpStatusCode.BadRequest, "value_out_of_range");
        await mine.RefusedAsync(HttpMethod.Get, $"{Path}/{id}/export", null, HttpStatusCode.BadRequest, "value_out_of_range");
    }

    [Theory]
    [InlineData("files/output")]
    [InlineData("files/errors")]
    [InlineData("export?format=zip")]
    public async Task Results_AreNotThere_ForAnotherSubmitter(string what)
    {
        using var mine = await server.ProgramAsync(Role.Submitter);
        using var theirs = await server.ProgramAsync(Role.Submitter);
        var id = await mine.RunBatchAsync();

        await theirs.RefusedAsync(HttpMethod.Get, $"{Path}/{id}/{what}", null, HttpStatusCode.NotFound, "batch_not_found");
        await theirs.RefusedAsync(HttpMethod.Get, $"{Path}/batch_nothing/{what}", null, HttpStatusCode.NotFound, "batch_not_found");
    }

    [Fact]
    public async Task File_IsMissingWithItsReason()
    {
        using var mine = await server.ProgramAsync(Role.Submitter);
        var id = await mine.RunBatchAsync();

        await mine.RefusedAsync(HttpMethod.Get, $"{Path}/{id}/files/errors", null, HttpStatusCode.NotFound, "result_file_not_found");
        await mine.RefusedAsync(HttpMethod.Get, $"{Path}/{id}/files/secrets", null, HttpStatusCode.BadRequest, "value_out_of_range");
    }

    [Fact]
    public async Task Version_IsToldToWhoMayRead()
    {
        using var viewer = await server.ProgramAsync(Role.Viewer);

        Assert.Matches(@"^\d+\.\d+\.\d+", (await viewer.AskAsync(HttpMethod.Get, "/api/version")).GetProperty("version").GetString());
        using var nobody = BatchGen.Web.Tests.Access.Visitor.Nobody(server);
        await nobody.RefusedAsync(HttpMethod.Get, "/api/version", null, HttpStatusCode.Unauthorized, "missing_api_key");
    }

    private static Task<HttpResponseMessage> PartAsync(Access.Visitor program, string path, EntityTagHeaderValue tag)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Range = new RangeHeaderValue(10, null);
        request.Headers.IfRange = new RangeConditionHeaderValue(tag);
        return program.Client.SendAsync(request);
    }
}
