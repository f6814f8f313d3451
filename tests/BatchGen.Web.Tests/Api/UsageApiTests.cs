using System.Net;
using BatchGen.Batches.Data;
using BatchGen.Web.Tests.Access;
using BatchGen.Web.Tests.Hosting;
using BatchGen.Web.Tests.OpenAi;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace BatchGen.Web.Tests.Api;

/// <summary>Who is told how much of whose use, and in what form.</summary>
public sealed class UsageApiTests(ScriptedServer server) : IClassFixture<ScriptedServer>
{
    private const string Day = "from=2020-02-29&to=2020-02-29";

    [Fact]
    public async Task Get_TellsOthersTheirOwn_AndAdministratorsEverybodys()
    {
        var (mine, theirs) = (await AddUserAsync("=mine"), await AddUserAsync("theirs"));
        await AddAsync(mine, "nightly", items: 3);
        await AddAsync(theirs, "", items: 4);
        using var submitter = await server.ProgramOfAsync(mine, Role.Submitter);
        using var operating = await server.ProgramOfAsync(theirs, Role.Operator);
        using var administrator = await server.ProgramAsync(Role.Admin);

        var own = await submitter.AskAsync(HttpMethod.Get, $"/api/usage?{Day}&by=user");
        var others = await operating.AskAsync(HttpMethod.Get, $"/api/usage?{Day}");
        var all = await administrator.AskAsync(HttpMethod.Get, $"/api/usage?{Day}&by=label,user");

        Assert.Equal("=mine", Assert.Single(own.GetProperty("rows").EnumerateArray()).GetProperty("user").GetString());
        Assert.Equal(3, own.GetProperty("total").GetProperty("items").GetInt64());
        Assert.Equal(4, others.GetProperty("total").GetProperty("items").GetInt64());
        Assert.Equal(["=mine", "theirs"], all.GetProperty("rows").EnumerateArray().Select(row => row.GetProperty("user").GetString()));
        Assert.Equal(["nightly", ""], all.GetProperty("rows").EnumerateArray().Select(row => row.GetProperty("label").GetString()));
        Assert.Equal(7, all.GetProperty("total").GetProperty("items").GetInt64());
        // An administrator's key that is narrowed to reading is told no more than its user's own.
        using var narrowed = await Visitor.ProgramAsync(server, Role.Admin, Rights.Read);
        Assert.Equal(0, (await narrowed.AskAsync(HttpMethod.Get, $"/api/usage?{Day}")).GetProperty("total").GetProperty("items").GetInt64());

        Assert.Equal(
            "user_id,user,items,succeeded_items,failed_items,cancelled_items,prompt_tokens,cached_tokens,generated_tokens,engine_seconds",
            (await CsvAsync(submitter, "csv"))[0]);
        Assert.Equal($"{mine},=mine,3,3,0,0,10,0,20,1.5", (await CsvAsync(submitter, "csv"))[1]);
        Assert.Equal($"{mine},'=mine,3,3,0,0,10,0,20,1.5", (await CsvAsync(submitter, "csv-spreadsheet"))[1]);
    }

    [Theory]
    [InlineData("from=yesterday", "from")]
    [InlineData("to=30.11.2026", "to")]
    [InlineData("from=2026-11-30&to=2026-11-29", "from")]
    [InlineData("from=1990-01-01&to=2026-11-29", "from")]
    [InlineData("by=colour", "by")]
    [InlineData("by=0", "by")]
    [InlineData("format=xml", "format")]
    [InlineData("to=0001-01-01&by=day,nothing", "by")]
    public async Task Get_IsRefusedInASentence_WhenItCannotBe(string query, string param)
    {
        using var program = await server.ProgramAsync(Role.Submitter);

        using var answer = await program.SendAsync(HttpMethod.Get, $"/api/usage?{query}");
        var text = await answer.Content.ReadAsStringAsync();

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("value_out_of_range", text, StringComparison.Ordinal);
        Assert.Contains($"\"param\":\"{param}\"", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_CountsBatchesAndLiveRequestsByTheirKey()
    {
        using var program = await server.ProgramAsync(Role.Submitter);
        await program.RunBatchAsync(lines: 2);
        await program.AskAsync(HttpMethod.Post, "/v1/chat/completions", new { messages = new[] { new { role = "user", content = "Hi" } } });

        var used = await program.AskAsync(HttpMethod.Get, "/api/usage?by=key,source");

        var rows = used.GetProperty("rows").EnumerateArray().ToList();
        Assert.Equal([(2L, "batch"), (1L, "live")], rows.Select(row => (row.GetProperty("items").GetInt64(), row.GetProperty("source").GetString())));
        Assert.Single(rows.Select(row => row.GetProperty("key").GetString()).Distinct());
    }

    private static async Task<string[]> CsvAsync(Visitor visitor, string format)
    {
        using var answer = await visitor.SendAsync(HttpMethod.Get, $"/api/usage?{Day}&by=user&format={format}");
        Assert.Equal("text/csv", answer.Content.Headers.ContentType?.MediaType);
        return (await answer.Content.ReadAsStringAsync()).TrimStart('\uFEFF').Split(
            "\n", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    }

    private async Task<long> AddUserAsync(string name)
    {
        await using var db = await OpenAsync();
        var user = new User { UserName = name, NormalizedUserName = name.ToUpperInvariant(), Role = Role.Submitter, CreatedAt = DateTimeOffset.UtcNow };
        db.Users.Add(user);
        await db.SaveChangesAsync();
        return user.Id;
    }

    private async Task AddAsync(long user, string labels, long items)
    {
        await using var db = await OpenAsync();
        db.UsageDays.Add(new UsageDay
        {
            Day = new DateOnly(2020, 2, 29), UserId = user, Model = "m", Labels = labels, SucceededItems = items, PromptTokens = 10, GeneratedTokens = 20, EngineMs = 1500,
        });
        await db.SaveChangesAsync();
    }

    private Task<BatchGenDbContext> OpenAsync() => server.Services.GetRequiredService<IDbContextFactory<BatchGenDbContext>>().CreateDbContextAsync();
}
