using System.Net;
using System.Text;
using BatchGen.Batches.Data;
using BatchGen.Web.Tests.Hosting;

namespace BatchGen.Web.Tests.OpenAi;

/// <summary>What a body may be before anything is made of it.</summary>
public sealed class RequestLimitsTests(ScriptedServer server) : IClassFixture<ScriptedServer>
{
    [Theory]
    [InlineData("/v1/chat/completions")]
    [InlineData("/v1/completions")]
    [InlineData("/v1/batches")]
    public async Task Json_IsRefused_WhenItNestsTooDeep(string path)
    {
        using var program = await server.ProgramAsync(Role.Submitter);
        using var body = new StringContent(new string('[', 10_000), Encoding.UTF8, "application/json");

        await program.RefusedAsync(HttpMethod.Post, path, body, HttpStatusCode.BadRequest, "invalid_json");
    }

    [Theory]
    [InlineData("{\"input_file_id\":\"\u00FF\"}")]
    [InlineData("{\"\u00FF\":1}")]
    [InlineData("{\"metadata\":{\"a\":[\"\\ud800\"]}}")]
    [InlineData("{\"\\udfff\":1}")]
    public async Task Json_IsRefused_WhenANameOrStringInItIsNoText(string json)
    {
        using var program = await server.ProgramAsync(Role.Submitter);
        foreach (var path in (string[])["/v1/chat/completions", "/v1/completions", "/v1/batches"])
        {
            // A byte a character: 0xFF is never UTF-8.
            using var body = new ByteArrayContent(Encoding.Latin1.GetBytes(json));

            await program.RefusedAsync(HttpMethod.Post, path, body, HttpStatusCode.BadRequest, "invalid_json");
        }
    }

    [Theory]
    [InlineData("/v1/chat/completions", 8_000_001)]
    [InlineData("/v1/batches", 70_000)]
    public async Task Body_IsRefused_WhenItIsTooLong(string path, int bytes)
    {
        using var program = await server.ProgramAsync(Role.Submitter);
        // The body is sent only to whoever wants it, so that the refusal does not cross with it.
        program.Client.DefaultRequestHeaders.ExpectContinue = true;
        using var body = new StringContent(new string(' ', bytes), Encoding.UTF8, "application/json");

        await program.RefusedAsync(HttpMethod.Post, path, body, HttpStatusCode.RequestEntityTooLarge, "bad_request");
    }
}
