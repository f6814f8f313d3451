using System.Net;
using System.Text;
using System.Text.Json;
using BatchGen.Batches.Data;
using BatchGen.Testing;
using BatchGen.Testing.Requests;
using BatchGen.Web.Tests.Access;
using BatchGen.Web.Tests.Hosting;

namespace BatchGen.Web.Tests.OpenAi;

/// <summary>Each bad request sent live and as a line of a batch, in either form: the same sentence, field and code, and the same end.</summary>
public sealed class BatchAndLiveTests(ScriptedServer server) : IClassFixture<ScriptedServer>
{
    private const string Chat = "/v1/chat/completions";

    [Theory]
    [InlineData(Chat, false)]
    [InlineData(Chat, true)]
    [InlineData("/v1/completions", false)]
    public async Task BadRequests_AreToldAlike_AndABatchOfNothingElseIsCompleted(string endpoint, bool isShort)
    {
        using var program = await server.ProgramAsync(Role.Submitter);
        // Where either of two fields would do, another sentence says so; and a batch is never streamed.
        var cases = RequestCase.Refused.Where(one => one.Endpoint == endpoint && !(isShort && one.Why == "messages null")).ToList();
        var lines = cases.Select((one, index) => isShort ? one.AsShortLine($"r{index}")! : one.AsLine($"r{index}"));

        var batch = await EndAsync(program, endpoint, lines);

        Assert.Equal("completed", batch.GetProperty("status").GetString());
        Assert.Equal(cases.Count, batch.GetProperty("request_counts").GetProperty("failed").GetInt32());
        Assert.Equal("", await TextOfAsync(program, batch, "output_file_id"));
        var told = (await TextOfAsync(program, batch, "error_file_id")).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonSerializer.Deserialize<JsonElement>(line)).ToDictionary(line => line.GetProperty("custom_id").GetString()!);
        for (var i = 0; i < cases.Count; i++)
            Assert.Equal(await LiveAsync(program, cases[i]), ErrorOf(told[$"r{i}"].GetProperty("response").GetProperty("body")));
    }

    [Theory]
    [InlineData("{not json", "invalid_json", null)]
    [InlineData("{\"custom_id\":7,\"prompt\":\"a\"}", "invalid_type", "custom_id")]
    [InlineData("{\"custom_id\":\"a\",\"method\":\"POST\",\"url\":\"/v1/embeddings\",\"body\":{}}", "unsupported_url", "url")]
    [InlineData("{\"custom_id\":\"a\",\"method\":\"POST\",\"url\":\"/v1/chat/completions\"}", "missing_field", "body")]
    [InlineData("{\"custom_id\":\"a\",\"method\":\"POST\",\"url\":\"/v1/chat/completions\",\"body\":{},\"x\":1}", "unknown_field", "x")]
    public async Task Batch_Fails_WhenALineIsNoRequest(string line, string code, string? param)
    {
        using var program = await server.ProgramAsync(Role.Submitter);

        var batch = await EndAsync(program, Chat, [line]);

        Assert.Equal("failed", batch.GetProperty("status").GetString());
        var error = Assert.Single(batch.GetProperty("errors").GetProperty("data").EnumerateArray());
        Assert.Equal((1, code, param), (error.GetProperty("line").GetInt32(), error.GetProperty("code").GetString(), error.GetProperty("param").GetString()));
    }

    [Theory]
    [InlineData("/v1/chat/completions/")]
    [InlineData("/v1//chat/completions")]
    [InlineData("//v1/chat/completions")]
    [InlineData("/chat/completions")]
    [InlineData("/V1/chat/completions")]
    public async Task Url_IsFound_HoweverItIsSpelled(string path)
    {
        using var program = await server.ProgramAsync(Role.Submitter);
        using var answer = await program.Client.PostAsync(new Uri(server.Address + path), new StringContent("""{"messages":[{"role":"system","content":"Hi"}]}"""));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task Prompts_AreAChoiceEach_InTheirOrder()
    {
        using var program = await server.ProgramAsync(Role.Submitter);

        var answer = await program.AskAsync(HttpMethod.Post, "/v1/completions", new { prompt = new[] { "one", "two", "three" } });

        Assert.Equal(
            [(0, "Answer to: one"), (1, "Answer to: two"), (2, "Answer to: three")],
            answer.GetProperty("choices").EnumerateArray().Select(choice => (choice.GetProperty("index").GetInt32(), choice.GetProperty("text").GetString()!)));
        Assert.Equal(3, answer.GetProperty("usage").GetProperty("prompt_tokens").GetInt32());
    }

    [Theory]
    [InlineData(
        "{\"output_expires_after\":{\"anchor\":\"created_at\",\"seconds\":3600.0,\"foo\":null},\"metadata\":{\"a\":\"b\",\"c\":null},\"colour\":null}",
        null,
        null)]
    [InlineData("{\"endpoint\":\"/chat/completions/\"}", null, null)]
    [InlineData("{\"output_expires_after\":{\"anchor\":\"created_at\",\"seconds\":3600,\"foo\":1}}", "unknown_field", "output_expires_after.foo")]
    [InlineData("{\"output_expires_after\":{\"anchor\":\"created_at\",\"seconds\":3600.5}}", "value_out_of_range", "output_expires_after.seconds")]
    [InlineData("{\"webhook\":{\"url\":\"http://a\",\"secret\":\"s\",\"foo\":1}}", "unknown_field", "webhook.foo")]
    [InlineData("{\"webhook\":{\"url\":null}}", "missing_field", "webhook.url")]
    public async Task Order_IsReadByTheSameRules(string fields, string? code, string? param)
    {
        using var program = await server.ProgramAsync(Role.Submitter);
        var order = JsonSerializer.SerializeToNode(ApiVisits.Order(await program.UploadAsync()))!.AsObject();
        foreach (var field in System.Text.Json.Nodes.JsonNode.Parse(fields)!.AsObject())
            order[field.Key] = field.Value?.DeepClone();

        using var answer = await program.SendAsync(HttpMethod.Post, "/v1/batches", new StringContent(order.ToJsonString(), Encoding.UTF8, "application/json"));

        var body = JsonSerializer.Deserialize<JsonElement>(await answer.Content.ReadAsStringAsync());
        Assert.Equal(code is null, answer.IsSuccessStatusCode);
        if (code is not null)
            Assert.Equal(
                (code, param), (body.GetProperty("error").GetProperty("code").GetString(), body.GetProperty("error").GetProperty("param").GetString()));
    }

    private static async Task<JsonElement> EndAsync(Visitor program, string endpoint, IEnumerable<string> lines)
    {
        using var content = new MultipartFormDataContent
        {
            { new StringContent("batch"), "purpose" },
            { new ByteArrayContent(Encoding.UTF8.GetBytes(string.Join('\n', lines))), "file", "input.jsonl" },
        };
        var file = (await program.AskAsync(HttpMethod.Post, "/v1/files", content)).IdOf();
        var id = (await program.AskAsync(HttpMethod.Post, "/v1/batches", new { input_file_id = file, endpoint, completion_window = "24h" })).IdOf();
        JsonElement batch = default;
        await Patience.UntilAsync(
            async () => (batch = await program.AskAsync(HttpMethod.Get, $"/v1/batches/{id}")).GetProperty("status")
                .GetString() is "completed" or "failed", "the batch's end");
        return batch;
    }

    private static async Task<string> TextOfAsync(Visitor program, JsonElement batch, string file)
    {
        using var answer = await program.SendAsync(HttpMethod.Get, $"/v1/files/{batch.GetProperty(file).GetString()}/content");
        return await answer.Content.ReadAsStringAsync();
    }

    private static async Task<ToldError> LiveAsync(Visitor program, RequestCase one)
    {
        using var answer = await program.SendAsync(HttpMethod.Post, one.Endpoint, new StringContent(one.Body, Encoding.UTF8, "application/json"));
        Assert.True(answer.StatusCode == HttpStatusCode.BadRequest, $"{one.Why}: {answer.StatusCode}");
        return ErrorOf(JsonSerializer.Deserialize<JsonElement>(await answer.Content.ReadAsStringAsync()));
    }

    private static ToldError ErrorOf(JsonElement body)
    {
        var error = body.GetProperty("error");
        // Each form knows its own fields: their list ends the sentence.
        var message = error.GetProperty("message").GetString()!.Split("; known here:")[0];
        return new ToldError(message, error.GetProperty("type").GetString(), error.GetProperty("param").GetString(), error.GetProperty("code").GetString());
    }

    private sealed record ToldError(string Message, string? Type, string? Param, string? Code);
}
