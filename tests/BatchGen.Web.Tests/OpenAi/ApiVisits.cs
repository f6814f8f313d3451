using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using BatchGen.Batches.Data;
using BatchGen.Testing;
using BatchGen.Web.Access;
using BatchGen.Web.Tests.Access;
using BatchGen.Web.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace BatchGen.Web.Tests.OpenAi;

/// <summary>What the tests of both APIs ask again and again.</summary>
internal static class ApiVisits
{
    /// <summary>A program with all that its user's role allows.</summary>
    public static async Task<Visitor> ProgramOfAsync(this RunningServer server, long user, Role role)
    {
        var key = await server.Services.GetRequiredService<ApiKeys>().IssueAsync(
            user, new NewApiKey("test", RoleRights.Of(role)), "test", CancellationToken.None);
        return Visitor.WithKey(server, key.Secret, RoleRights.Of(role));
    }

    public static Task<Visitor> ProgramAsync(this RunningServer server, Role role) => Visitor.ProgramAsync(server, role, RoleRights.Of(role));

    public static async Task<HttpResponseMessage> SendAsync(
        this Visitor visitor, HttpMethod method, string path, object? body = null, string? idempotencyKey = null)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
            request.Content = body as HttpContent ?? JsonContent.Create(body);
        if (idempotencyKey is not null)
            request.Headers.Add("Idempotency-Key", idempotencyKey);
        return await visitor.Client.SendAsync(request);
    }

    /// <summary>The body of an answer that must be 200.</summary>
    public static async Task<JsonElement> AskAsync(this Visitor visitor, HttpMethod method, string path, object? body = null, string? idempotencyKey = null)
    {
        using var answer = await visitor.SendAsync(method, path, body, idempotencyKey);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{(int)answer.StatusCode} {text}");
        return JsonSerializer.Deserialize<JsonElement>(text);
    }

    /// <summary>Asserts a refusal and gives its headers' wait, if any.</summary>
    public static async Task<TimeSpan?> RefusedAsync(this Visitor visitor, HttpMethod method, string path, object? body, HttpStatusCode status, string code)
    {
        using var answer = await visitor.SendAsync(method, path, body);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == status, $"{(int)answer.StatusCode} {text}");
        Assert.Equal(code, JsonSerializer.Deserialize<JsonElement>(text).GetProperty("error").GetProperty("code").GetString());
        return answer.Headers.RetryAfter?.Delta;
    }

    /// <summary>The file's id.</summary>
    public static async Task<string> UploadAsync(this Visitor visitor, int lines = 1, string? idempotencyKey = null)
    {
        var text = string.Join('\n', Enumerable.Range(0, lines).Select(number =>
            $$$"""{"custom_id":"r{{{number}}}","method":"POST","url":"/v1/chat/completions","body":{"messages":[{"role":"user","content":"Hi"}]}}"""));
        using var content = new MultipartFormDataContent
        {
            { new StringContent("batch"), "purpose" },
            { new ByteArrayContent(Encoding.UTF8.GetBytes(text)), "file", "input.jsonl" },
        };
        return (await visitor.AskAsync(HttpMethod.Post, "/v1/files", content, idempotencyKey)).IdOf();
    }

    public static object Order(string fileId) => new { input_file_id = fileId, endpoint = "/v1/chat/completions", completion_window = "24h" };

    /// <summary>The id of a batch of one's own, once it is there and has ended.</summary>
    public static async Task<string> RunBatchAsync(this Visitor visitor, int lines = 1)
    {
        var id = (await visitor.AskAsync(HttpMethod.Post, "/v1/batches", Order(await visitor.UploadAsync(lines)))).IdOf();
        await Patience.UntilAsync(
            async () =>
                (await visitor.AskAsync(HttpMethod.Get, $"/v1/batches/{id}")).GetProperty("status").GetString() is "completed" or "failed", "the batch's end");
        return id;
    }

    public static string IdOf(this JsonElement body) => body.GetProperty("id").GetString()!;

    public static IEnumerable<string> IdsOf(this JsonElement body, string list = "data") => body.GetProperty(list).EnumerateArray().Select(IdOf);

    public static object Chat(string content) => new { messages = new[] { new { role = "user", content } } };
}
