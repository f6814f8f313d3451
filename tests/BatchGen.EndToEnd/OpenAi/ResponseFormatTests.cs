using System.Net.Http.Json;
using System.Text.Json;

namespace BatchGen.EndToEnd.OpenAi;

/// <summary>With a schema, whatever the model would rather say, its answer is JSON that the schema allows.</summary>
public sealed class ResponseFormatTests(DemoServer demo) : IClassFixture<DemoServer>
{
    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 1.2)]
    [InlineData(3, 2)]
    public async Task Answer_IsWhatTheSchemaAllows_ForRandomSchemas(int seed, double temperature)
    {
        var schemas = new RandomSchema(seed);
        for (var i = 0; i < 12; i++)
        {
            var schema = schemas.Next();
            var body = await AskAsync(temperature, new { type = "json_schema", json_schema = new { name = "answer", strict = true, schema } });

            Assert.Equal("stop", body.GetProperty("finish_reason").GetString());
            using var answer = JsonDocument.Parse(ContentOf(body));
            Assert.True(RandomSchema.Allows(JsonSerializer.SerializeToElement(schema), answer.RootElement), $"{schema.ToJsonString()}\n{ContentOf(body)}");
        }
    }

    [Fact]
    public async Task Answer_IsAnObject_WithJsonObject()
    {
        var body = await AskAsync(0, new { type = "json_object" });

        // The demo model may ramble on inside it; what there is must be the beginning of an object.
        Assert.StartsWith("{", ContentOf(body), StringComparison.Ordinal);
        if (body.GetProperty("finish_reason").GetString() == "stop")
            Assert.Equal(JsonValueKind.Object, JsonDocument.Parse(ContentOf(body)).RootElement.ValueKind);
    }

    [Fact]
    public async Task Request_IsRefusedWithTheKeyword_WhenTheSchemaIsNotSupported()
    {
        using var http = DemoServer.NewClient();

        using var response = await http.PostAsJsonAsync(
            demo.BaseAddress + "/chat/completions",
            Request(0, new { type = "json_schema", json_schema = new { name = "n", schema = new { type = "string", pattern = "\\ba" } } }));

        Assert.Equal(400, (int)response.StatusCode);
        var error = (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("error");
        Assert.Equal("unsupported_schema", error.GetProperty("code").GetString());
        Assert.Contains("'pattern'", error.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Equal("response_format.json_schema.schema", error.GetProperty("param").GetString());
    }

    private static string ContentOf(JsonElement choice) => choice.GetProperty("message").GetProperty("content").GetString()!;

    private static object Request(double temperature, object format) => new
    {
        model = DemoServer.Model,
        messages = new[] { new { role = "user", content = "Describe a function that adds two numbers." } },
        max_tokens = 1_000,
        temperature,
        seed = 7,
        response_format = format,
    };

    private async Task<JsonElement> AskAsync(double temperature, object format)
    {
        using var http = DemoServer.NewClient();
        using var response = await http.PostAsJsonAsync(demo.BaseAddress + "/chat/completions", Request(temperature, format));
        var body = await response.Content.ReadFromJsonAsync<JsonElement>();
        Assert.True(response.IsSuccessStatusCode, body.ToString());
        return body.GetProperty("choices")[0];
    }
}
