using System.Net;
using BatchGen.Batches.Data;
using BatchGen.Web.Tests.Access;
using BatchGen.Web.Tests.Hosting;
using BatchGen.Web.Tests.OpenAi;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace BatchGen.Web.Tests.Api;

/// <summary>Where people are told of their batches' ends, as programs set it.</summary>
public sealed class NoticesApiTests(ScriptedServer server) : IClassFixture<ScriptedServer>
{
    private const string Chat = "https://hooks.example.com/services/T0/secret";

    [Fact]
    public async Task Put_HoldsForItsCallerAlone_AndTellsNobodyTheChatsAddress()
    {
        using var mine = await server.ProgramAsync(Role.Submitter);
        using var theirs = await server.ProgramAsync(Role.Submitter);

        await mine.AskAsync(HttpMethod.Put, "/api/notices", new { mail = "ada@example.com", chat = Chat, when = "failures" });

        var said = await mine.AskAsync(HttpMethod.Get, "/api/notices");
        Assert.Equal("ada@example.com", said.GetProperty("mail").GetString());
        Assert.Equal("https://hooks.example.com", said.GetProperty("chat").GetString());
        Assert.Equal("failures", said.GetProperty("when").GetString());
        Assert.Null((await theirs.AskAsync(HttpMethod.Get, "/api/notices")).GetProperty("mail").GetString());

        await mine.AskAsync(HttpMethod.Put, "/api/notices", new { });
        Assert.Null((await mine.AskAsync(HttpMethod.Get, "/api/notices")).GetProperty("mail").GetString());
    }

    [Theory]
    [InlineData("/api/notices", "Ada <ada@example.com>", null, "invalid_mail_address", "mail")]
    [InlineData("/api/notices", "a@example.com, b@example.com", null, "invalid_mail_address", "mail")]
    [InlineData("/api/notices", null, "ftp://hooks.example.com", "invalid_chat_address", "chat")]
    [InlineData("/v1/batches", "ada", null, "invalid_mail_address", "notify.mail")]
    [InlineData("/v1/batches", null, "hooks.example.com", "invalid_chat_address", "notify.chat")]
    public async Task Address_IsRefusedByTheNameOfItsField_WhenItIsNone(string path, string? mail, string? chat, string code, string field)
    {
        using var program = await server.ProgramAsync(Role.Submitter);
        var notify = new { mail, chat };
        var order = new { input_file_id = await program.UploadAsync(), endpoint = "/v1/chat/completions", completion_window = "24h", notify };

        using var answer = await program.SendAsync(path == "/v1/batches" ? HttpMethod.Post : HttpMethod.Put, path, path == "/v1/batches" ? order : notify);
        var text = await answer.Content.ReadAsStringAsync();

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains($"\"code\":\"{code}\"", text, StringComparison.Ordinal);
        Assert.Contains($"\"param\":\"{field}\"", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Test_SaysThatNoMailIsSent_WhereNoServerTakesIt()
    {
        using var program = await server.ProgramAsync(Role.Submitter);

        var test = await program.AskAsync(HttpMethod.Post, "/api/notices/test", new { mail = "ada@example.com" });

        Assert.False(test.GetProperty("sent").GetBoolean());
        Assert.Contains("Mail:Host", test.GetProperty("problem").GetString(), StringComparison.Ordinal);
        await program.RefusedAsync(HttpMethod.Post, "/api/notices/test", new { mail = "a@example.com", chat = Chat }, HttpStatusCode.BadRequest, "missing_field");
    }

    [Fact]
    public async Task Order_KeepsWhomItTells_BesideWhatItsSubmitterChose()
    {
        using var program = await server.ProgramAsync(Role.Submitter);
        await program.AskAsync(HttpMethod.Put, "/api/notices", new { mail = "always@example.com" });

        var id = (await program.AskAsync(HttpMethod.Post, "/v1/batches", new
        {
            input_file_id = await program.UploadAsync(),
            endpoint = "/v1/chat/completions",
            completion_window = "24h",
            notify = new { mail = "once@example.com", when = "failures" },
        })).IdOf();

        await using var db = await server.Services.GetRequiredService<IDbContextFactory<BatchGenDbContext>>().CreateDbContextAsync();
        var notices = await db.Notices.AsNoTracking().Where(notice => notice.BatchPublicId == id).Select(notice => notice.Address).Order().ToListAsync();
        Assert.Equal(["always@example.com", "once@example.com"], notices);
    }
}
