using System.IO.Compression;
using System.Net;
using BatchGen.Batches.Data;
using BatchGen.Web.Access;
using BatchGen.Web.Downloads;
using BatchGen.Web.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace BatchGen.Web.Tests.Access;

/// <summary>Whose batch it is, and who else may see it or change it.</summary>
public sealed class OwnershipTests(RunningServer server) : IClassFixture<RunningServer>
{
    private const long Me = 7;
    private const long Somebody = 8;

    [Theory]
    [InlineData(Role.Viewer, Me, true, false)]
    [InlineData(Role.Viewer, Somebody, true, false)]
    [InlineData(Role.Submitter, Me, true, true)]
    [InlineData(Role.Submitter, Somebody, false, false)]
    [InlineData(Role.Submitter, null, false, false)]
    [InlineData(Role.Operator, Somebody, true, true)]
    [InlineData(Role.Operator, null, true, true)]
    [InlineData(Role.Admin, Somebody, true, true)]
    public void Caller_SeesAndChanges_WhatTheRoleAllows(Role role, long? owner, bool maySee, bool mayChange)
    {
        var caller = new Caller(Me, "me", role, RoleRights.Of(role), ApiKeyId: null);

        Assert.Equal(maySee, caller.MaySee(owner));
        Assert.Equal(mayChange, caller.MayChange(owner));
    }

    [Theory]
    [InlineData(Role.Submitter, Rights.Read, Me, true, false)]
    [InlineData(Role.Operator, Rights.Read | Rights.Submit, Somebody, true, false)]
    [InlineData(Role.Operator, Rights.Read | Rights.Submit, Me, true, true)]
    [InlineData(Role.Admin, Rights.Submit, Somebody, false, false)]
    public void Caller_IsNarrowedByTheKeysScopes(Role role, Rights scopes, long owner, bool maySee, bool mayChange)
    {
        var caller = new Caller(Me, "me", role, scopes & RoleRights.Of(role), ApiKeyId: 1);

        Assert.Equal(maySee, caller.MaySee(owner));
        Assert.Equal(mayChange, caller.MayChange(owner));
    }

    [Fact]
    public async Task ResultFile_IsNotThere_ForASubmitterWhoseBatchItIsNot()
    {
        var owner = await Visitor.UserAsync(server, Role.Submitter);
        var batch = await StoreFinishedAsync(owner);
        using var mine = await ProgramOfAsync(owner);
        using var theirs = await Visitor.ProgramAsync(server, Role.Submitter, Rights.Read);
        using var viewer = await Visitor.ProgramAsync(server, Role.Viewer, Rights.Read);

        Assert.Equal(HttpStatusCode.OK, await StatusAsync(mine, batch));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(theirs, batch));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(viewer, batch));
    }

    [Fact]
    public async Task Zip_HoldsOnesOwnBatchesOnly_WhenAnothersAreNamedToo()
    {
        var owner = await Visitor.UserAsync(server, Role.Submitter);
        var mine = await StoreFinishedAsync(owner);
        var theirs = await StoreFinishedAsync(await Visitor.UserAsync(server, Role.Submitter));
        using var program = await ProgramOfAsync(owner);

        using var answer = await program.Client.GetAsync(new Uri(BatchZipEndpoint.PathOf([mine, theirs, mine]), UriKind.Relative));
        using var archive = new ZipArchive(await answer.Content.ReadAsStreamAsync());

        Assert.Contains(mine, Assert.Single(archive.Entries).Name, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Zip_SaysHowManyBatchesItTakes_WhenNoneIsNamed()
    {
        using var program = await Visitor.ProgramAsync(server, Role.Submitter, Rights.Read);

        using var answer = await program.Client.GetAsync(new Uri("/batches/zip", UriKind.Relative));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("1 to 100", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ResultFile_IsADownload_AndNeverShown()
    {
        var owner = await Visitor.UserAsync(server, Role.Submitter);
        var batch = await StoreFinishedAsync(owner);
        using var mine = await ProgramOfAsync(owner);

        using var answer = await mine.Client.GetAsync(PathOf(batch));

        Assert.Equal("attachment", answer.Content.Headers.ContentDisposition?.DispositionType);
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
    }

    private async Task<Visitor> ProgramOfAsync(long user)
    {
        var key = await server.Services.GetRequiredService<ApiKeys>().IssueAsync(user, new NewApiKey("test", Rights.Read), "test", CancellationToken.None);
        return Visitor.WithKey(server, key.Secret, Rights.Read);
    }

    /// <summary>Its file is laid by hand: nothing runs on this server.</summary>
    private async Task<string> StoreFinishedAsync(long owner)
    {
        var directory = server.Services.GetRequiredService<DataDirectory>();
        await using var db = await server.Services.GetRequiredService<IDbContextFactory<BatchGenDbContext>>().CreateDbContextAsync();
        var batch = new Batch
        {
            PublicId = $"batch_{Guid.NewGuid():N}"[..30],
            Name = "mine",
            OwnerId = owner,
            ModelPath = "model.gguf",
            Endpoint = "/v1/completions",
            State = BatchState.Completed,
            SettingsJson = "{}",
            OutputFile = "output.jsonl",
        };
        db.Batches.Add(batch);
        await db.SaveChangesAsync();
        var folder = Directory.CreateDirectory(Path.Combine(directory.FilesRoot, DataDirectory.BatchPath(batch.PublicId)));
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "output.jsonl"), "{}\n");
        return batch.PublicId;
    }

    private static async Task<HttpStatusCode> StatusAsync(Visitor visitor, string batch)
    {
        using var answer = await visitor.Client.GetAsync(PathOf(batch));
        return answer.StatusCode;
    }

    private static Uri PathOf(string batch) => new($"/batches/{batch}/files/output", UriKind.Relative);
}
