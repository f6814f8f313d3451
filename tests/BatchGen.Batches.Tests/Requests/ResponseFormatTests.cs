using System.Text.Json;
using BatchGen.Batches.Live;
using BatchGen.Batches.Requests;
using BatchGen.Engine.Client;
using BatchGen.Inference.Chat;
using BatchGen.Inference.Sampling;

namespace BatchGen.Batches.Tests.Requests;

/// <summary>OpenAI's "response_format": what a schema may say, where it may stand, and that the model is told of it.</summary>
public sealed class ResponseFormatTests
{
    private const string Schema = """{"type":"object","properties":{"age":{"type":"integer","minimum":0,"description":"In years"}},"required":["age"]}""";

    private static readonly BatchSettings Settings = new("Be short.", SamplingSettings.Greedy, MaxTokens: null);

    [Theory]
    [InlineData("{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"v\",\"schema\":" + Schema + "}}")]
    [InlineData("{\"type\":\"json_object\",\"schema\":" + Schema + "}")]
    public void ToPrompt_TellsTheSchemaWithItsDescriptions_InTheSystemTurn(string format)
    {
        var prompt = Assert.IsType<ChatPrompt>(Parse(format).ToPrompt(Settings));

        Assert.Equal(["system", "user", "assistant", "user"], prompt.Messages.Select(message => message.Role));
        Assert.StartsWith("Be short.", prompt.Messages[0].Content, StringComparison.Ordinal);
        Assert.Contains(Schema, prompt.Messages[0].Content, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"type":"json_object"}""")]
    [InlineData("""{"type":"json_object","schema":null}""")]
    [InlineData("""{"type":"text"}""")]
    public void ToPrompt_TellsNothing_WhenThereIsNoSchema(string format) =>
        Assert.DoesNotContain("schema", Assert.IsType<ChatPrompt>(Parse(format).ToPrompt(Settings)).Messages[0].Content, StringComparison.Ordinal);

    [Theory]
    [InlineData("""{"type":"json_schema","json_schema":{"name":"v","schema":{"$ref":"#"}}}""", "response_format.json_schema.schema", "circle")]
    [InlineData("""{"type":"json_object","schema":{"type":"string","format":"regex"}}""", "response_format.schema", "'format' at #")]
    public void Parse_SaysWhatCannotBeHeld_WhereverTheSchemaStands(string format, string param, string reason)
    {
        var refusal = Assert.Throws<RequestRefusedException>(() => Parse(format));

        Assert.Equal(("unsupported_schema", param), (refusal.Code, refusal.Param));
        Assert.Contains(reason, refusal.Message, StringComparison.Ordinal);
    }

    private static ItemRequest Parse(string format)
    {
        using var body = JsonDocument.Parse($$"""{"messages":[{"role":"user","content":"How old?"},{"role":"assistant","content":"I am"},{"role":"user","content":"Well?"}],"response_format":{{format}}}""");
        return LiveRequestParser.ParseChat(body.RootElement).Request;
    }
}
