using System.Net;
using BatchGen.Batches.Data;
using BatchGen.Web.Tests.Access;
using BatchGen.Web.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace BatchGen.Web.Tests.OpenAi;

/// <summary>What a program is told whose user has used up a quota.</summary>
public sealed class QuotasTests(ScriptedServer server) : IClassFixture<ScriptedServer>
{
    [Fact]
    public async Task Order_IsRefusedWithATime_WhenTheQueueHasNoRoomForItsLines()
    {
        using var program = await ProgramAsync(user => user.MaxQueuedItems = 2);
        var file = await program.UploadAsync(lines: 3);

        var wait = await program.RefusedAsync(HttpMethod.Post, "/v1/batches", ApiVisits.Order(file), HttpStatusCode.TooManyRequests, "quota_items_exceeded");

        Assert.True(wait > TimeSpan.Zero);
    }

    [Fact]
    public async Task Order_EndsAsAFailedBatch_WhenItsPromptsAreBeyondTheDaysTokens()
    {
        using var program = await ProgramAsync(user => user.MaxTokensPerDay = 2);

        var id = await program.RunBatchAsync(lines: 3);

        var batch = await program.AskAsync(HttpMethod.Get, $"/v1/batches/{id}");
        Assert.Equal("failed", batch.GetProperty("status").GetString());
        var error = Assert.Single(batch.GetProperty("errors").GetProperty("data").EnumerateArray());
        Assert.Equal("quota_tokens_exceeded", error.GetProperty("code").GetString());
        Assert.Contains("tokens a day", error.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Equal(0, batch.GetProperty("request_counts").GetProperty("total").GetInt32());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Chat_IsRefusedWithATime_OnceChatsHaveUsedUpTheDaysTokens(bool streams)
    {
        using var program = await ProgramAsync(user => user.MaxTokensPerDay = 1);
        var chat = new { messages = new[] { new { role = "user", content = "Write a function that adds two numbers." } }, stream = streams };
        using (var first = await program.SendAsync(HttpMethod.Post, "/v1/chat/completions", chat))
            Assert.Equal(HttpStatusCode.OK, first.StatusCode);

        var wait = await program.RefusedAsync(HttpMethod.Post, "/v1/chat/completions", chat, HttpStatusCode.TooManyRequests, "quota_tokens_exceeded");

        Assert.True(wait > TimeSpan.Zero && wait <= TimeSpan.FromDays(1));
    }

    private async Task<Visitor> ProgramAsync(Action<User> change)
    {
        var id = await Visitor.UserAsync(server, Role.Submitter);
        await using (var db = await server.Services.GetRequiredService<IDbContextFactory<BatchGenDbContext>>().CreateDbContextAsync())
        {
            change(await db.Users.SingleAsync(user => user.Id == id));
            await db.SaveChangesAsync();
        }

        return await server.ProgramOfAsync(id, Role.Submitter);
    }
}
