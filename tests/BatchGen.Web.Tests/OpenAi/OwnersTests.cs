using System.Net;
using BatchGen.Batches.Data;
using BatchGen.Web.Tests.Access;
using BatchGen.Web.Tests.Hosting;

namespace BatchGen.Web.Tests.OpenAi;

/// <summary>Whose files and batches they are, over OpenAI's API.</summary>
public sealed class OwnersTests(ScriptedServer server) : IClassFixture<ScriptedServer>
{
    [Fact]
    public async Task File_IsNotThere_ForAnotherSubmitter()
    {
        using var mine = await server.ProgramAsync(Role.Submitter);
        using var theirs = await server.ProgramAsync(Role.Submitter);
        using var viewer = await server.ProgramAsync(Role.Viewer);
        var file = await mine.UploadAsync();

        await theirs.RefusedAsync(HttpMethod.Get, $"/v1/files/{file}", null, HttpStatusCode.NotFound, "file_not_found");
        await theirs.RefusedAsync(HttpMethod.Get, $"/v1/files/{file}/content", null, HttpStatusCode.NotFound, "file_not_found");
        await theirs.RefusedAsync(HttpMethod.Delete, $"/v1/files/{file}", null, HttpStatusCode.NotFound, "file_not_found");
        // As for one that is gone: the list of what is theirs goes on from its time, and nothing is learnt.
        Assert.Empty((await theirs.AskAsync(HttpMethod.Get, $"/v1/files?after={file}")).GetProperty("data").EnumerateArray());
        await theirs.RefusedAsync(HttpMethod.Post, "/v1/batches", ApiVisits.Order(file), HttpStatusCode.BadRequest, "input_file_not_found");
        Assert.Empty((await theirs.AskAsync(HttpMethod.Get, "/v1/files")).IdsOf());
        Assert.Equal([file], (await mine.AskAsync(HttpMethod.Get, "/v1/files")).IdsOf());
        Assert.Contains(file, (await viewer.AskAsync(HttpMethod.Get, "/v1/files")).IdsOf());
        await mine.AskAsync(HttpMethod.Delete, $"/v1/files/{file}");
    }

    [Fact]
    public async Task Batch_IsNotThere_ForAnotherSubmitter()
    {
        using var mine = await server.ProgramAsync(Role.Submitter);
        using var theirs = await server.ProgramAsync(Role.Submitter);
        using var viewer = await server.ProgramAsync(Role.Viewer);
        var batch = await mine.RunBatchAsync();

        await theirs.RefusedAsync(HttpMethod.Get, $"/v1/batches/{batch}", null, HttpStatusCode.NotFound, "batch_not_found");
        await theirs.RefusedAsync(HttpMethod.Post, $"/v1/batches/{batch}/cancel", null, HttpStatusCode.NotFound, "batch_not_found");
        Assert.Empty((await theirs.AskAsync(HttpMethod.Get, $"/v1/batches?after={batch}")).GetProperty("data").EnumerateArray());
        Assert.Empty((await theirs.AskAsync(HttpMethod.Get, "/v1/batches")).IdsOf());
        Assert.Equal([batch], (await mine.AskAsync(HttpMethod.Get, "/v1/batches")).IdsOf());
        Assert.Contains(batch, (await viewer.AskAsync(HttpMethod.Get, "/v1/batches")).IdsOf());
    }

    [Fact]
    public async Task ResultFile_BelongsToWhoeverOrderedTheBatch()
    {
        using var mine = await server.ProgramAsync(Role.Submitter);
        using var theirs = await server.ProgramAsync(Role.Submitter);
        var batch = await mine.RunBatchAsync();

        var output = (await mine.AskAsync(HttpMethod.Get, $"/v1/batches/{batch}")).GetProperty("output_file_id").GetString()!;

        using var content = await mine.SendAsync(HttpMethod.Get, $"/v1/files/{output}/content");
        Assert.Equal("attachment", content.Content.Headers.ContentDisposition?.DispositionType);
        Assert.Equal("nosniff", Assert.Single(content.Headers.GetValues("X-Content-Type-Options")));
        await theirs.RefusedAsync(HttpMethod.Get, $"/v1/files/{output}/content", null, HttpStatusCode.NotFound, "file_not_found");
    }

    [Fact]
    public async Task Cancel_IsForbidden_WhenTheKeyMaySeeTheBatchAndNoMore()
    {
        using var mine = await server.ProgramAsync(Role.Submitter);
        using var narrowed = await Visitor.ProgramAsync(server, Role.Operator, Rights.Read | Rights.Submit);
        var batch = await mine.RunBatchAsync();

        await narrowed.AskAsync(HttpMethod.Get, $"/v1/batches/{batch}");
        await narrowed.RefusedAsync(HttpMethod.Post, $"/v1/batches/{batch}/cancel", null, HttpStatusCode.Forbidden, "insufficient_rights");
        await narrowed.RefusedAsync(HttpMethod.Delete, $"/api/batches/{batch}", null, HttpStatusCode.Forbidden, "insufficient_rights");
    }

    [Fact]
    public async Task IdempotencyKey_IsAnotherKeysOwn()
    {
        var user = await Visitor.UserAsync(server, Role.Submitter);
        using var one = await server.ProgramOfAsync(user, Role.Submitter);
        using var other = await server.ProgramOfAsync(user, Role.Submitter);

        var first = await one.UploadAsync(idempotencyKey: "night");

        Assert.Equal(first, await one.UploadAsync(idempotencyKey: "night"));
        Assert.NotEqual(first, await other.UploadAsync(idempotencyKey: "night"));
    }

    [Fact]
    public async Task Error_KeepsTheSecurityHeaders()
    {
        using var mine = await server.ProgramAsync(Role.Viewer);

        using var answer = await mine.SendAsync(HttpMethod.Get, "/v1/files/file-nothing");

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
        Assert.Contains("default-src 'self'", Assert.Single(answer.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
    }
}
