using System.Text.Json;
using BatchGen.Batches.Live;
using BatchGen.Batches.Requests;
using BatchGen.Engine.Client;
using BatchGen.Inference.Chat;
using BatchGen.Inference.Sampling;
using BatchGen.Inference.Tools;

namespace BatchGen.Batches.Tests.Submission;

/// <summary>OpenAI's fields for functions: what is read of them, and what is refused by name.</summary>
public sealed class ToolRequestTests
{
    private const string User = """{"role":"user","content":"Weather?"}""";
    private const string Called = """{"role":"assistant","content":null,"refusal":null,"tool_calls":[{"id":"c1","type":"function","function":{"name":"f","arguments":"{\"a\":1}"}},{"id":"c2","type":"function","function":{"name":"g","arguments":""}}]}""";
    private const string F = """{"type":"function","function":{"name":"f","description":"d","parameters":{"type":"object","properties":{"a":{"type":"integer"}}}}}""";
    private const string Pattern = """{"type":"function","function":{"name":"f","parameters":{"type":"object","properties":{"a":{"type":"string","pattern":"\\bx"}}}}}""";

    private static readonly BatchSettings Settings = new("Be short.", SamplingSettings.Greedy, MaxTokens: null);

    [Theory]
    [InlineData($"\"tools\":[{F},{F}]", "value_out_of_range", "tools[1].function.name")]
    [InlineData("\"tools\":{}", "invalid_type", "tools")]
    [InlineData("\"tools\":[7]", "invalid_type", "tools[0]")]
    [InlineData("\"tools\":[{}]", "missing_field", "tools[0].type")]
    [InlineData("\"tools\":[{\"type\":\"function\"}]", "missing_field", "tools[0].function")]
    [InlineData("\"tools\":[{\"type\":\"custom\"}]", "value_out_of_range", "tools[0].type")]
    [InlineData("\"tools\":[{\"type\":\"function\",\"function\":{}}]", "missing_field", "tools[0].function.name")]
    [InlineData("\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"a b\"}}]", "value_out_of_range", "tools[0].function.name")]
    [InlineData("\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"a\",\"parameters\":[]}}]", "invalid_type", "tools[0].function.parameters")]
    [InlineData("\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"a\",\"colour\":1}}]", "unknown_field", "tools[0].function.colour")]
    [InlineData($"\"tools\":[{Pattern}],\"tool_choice\":\"required\"", "unsupported_schema", "tools[0].function.parameters")]
    [InlineData($"\"tool_choice\":\"sometimes\",\"tools\":[{F}]", "value_out_of_range", "tool_choice")]
    [InlineData($"\"tool_choice\":7,\"tools\":[{F}]", "invalid_type", "tool_choice")]
    [InlineData($"\"tool_choice\":{{\"type\":\"allowed_tools\"}},\"tools\":[{F}]", "value_out_of_range", "tool_choice")]
    [InlineData($"\"tool_choice\":{{\"type\":\"function\",\"function\":{{\"name\":\"g\"}}}},\"tools\":[{F}]", "value_out_of_range", "tool_choice")]
    [InlineData("\"tool_choice\":\"required\"", "missing_field", "tools")]
    [InlineData($"\"parallel_tool_calls\":1,\"tools\":[{F}]", "invalid_type", "parallel_tool_calls")]
    [InlineData($"\"response_format\":{{\"type\":\"json_object\"}},\"tools\":[{F}]", "unsupported_field", "response_format")]
    [InlineData($"\"logprobs\":true,\"tools\":[{F}]", "unsupported_field", "logprobs")]
    [InlineData($"\"task\":\"fix\",\"tools\":[{F}]", "task_input_mismatch", "tools")]
    public void Parse_NamesTheField_WhenItCannotBeHonoured(string fields, string code, string param)
    {
        var refusal = Assert.Throws<RequestRefusedException>(() => Parse($"{{\"messages\":[{User}],{fields}}}"));

        Assert.Equal((code, param), (refusal.Code, refusal.Param));
    }

    [Theory]
    [InlineData("""{"role":"user","content":"x","tool_calls":[{"id":"a","type":"function","function":{"name":"f","arguments":"{}"}}]}""", "value_out_of_range", "messages[0].tool_calls")]
    [InlineData("""{"role":"assistant","tool_calls":[{"type":"function","function":{"name":"f","arguments":"{}"}}]}""", "missing_field", "messages[0].tool_calls[0].id")]
    [InlineData("""{"role":"assistant","tool_calls":[{"id":"a","type":"function","function":{"name":"f","arguments":["{}"]}}]}""", "invalid_type", "messages[0].tool_calls[0].function.arguments")]
    [InlineData("""{"role":"tool","content":"sun","tool_call_id":"c9"}""", "value_out_of_range", "messages[0].tool_call_id")]
    [InlineData("""{"role":"user","content":"sun","tool_call_id":"c9"}""", "value_out_of_range", "messages[0].tool_call_id")]
    [InlineData("""{"role":"assistant","content":"x","function_call":{}}""", "missing_field", "messages[0].function_call.name")]
    public void Parse_NamesTheMessage_WhenACallOrResultIsWrong(string message, string code, string param)
    {
        var refusal = Assert.Throws<RequestRefusedException>(() => Parse($"{{\"messages\":[{message},{User}]}}"));

        Assert.Equal((code, param), (refusal.Code, refusal.Param));
    }

    [Fact]
    public void Parse_RefusesMoreFunctionsThanAllowed()
    {
        var tools = string.Join(',', Enumerable.Range(0, 129).Select(i => $$$"""{"type":"function","function":{"name":"f{{{i}}}"}}"""));

        Assert.Equal("tools", Assert.Throws<RequestRefusedException>(() => Parse($"{{\"messages\":[{User}],\"tools\":[{tools}]}}")).Param);
    }

    [Fact]
    public void ToPrompt_SaysCallsInTheModelsNotation_AndTheirResultsInTheOrderOfTheCalls()
    {
        var request = Parse($$$"""{"messages":[{{{User}}},{{{Called}}},{"role":"tool","content":"second","tool_call_id":"c2"},{"role":"tool","content":[{"type":"text","text":"first"}],"tool_call_id":"c1"}]}""");

        var chat = Assert.IsType<ChatPrompt>(request.ToPrompt(Settings));

        Assert.Equal(
            [
                new ChatMessage("system", "Be short."),
                new ChatMessage("user", "Weather?"),
                new ChatMessage("assistant", "```json\n{\"name\": \"f\", \"arguments\": {\"a\":1}}\n```\n```json\n{\"name\": \"g\", \"arguments\": {}}\n```"),
                new ChatMessage("tool", "first"),
                new ChatMessage("tool", "second"),
            ],
            chat.Messages);
    }

    [Theory]
    [InlineData("", true, false)]
    [InlineData(",\"tool_choice\":\"auto\"", true, false)]
    [InlineData(",\"tool_choice\":\"none\"", false, false)]
    [InlineData(",\"tool_choice\":\"required\"", true, true)]
    [InlineData(",\"tool_choice\":{\"type\":\"function\",\"function\":{\"name\":\"f\"}}", true, true)]
    public void ToGeneration_OffersAndHolds_AsTheChoiceSays(string choice, bool isTold, bool isHeld)
    {
        var generation = Parse($"{{\"messages\":[{User}],\"tools\":[{F}]{choice}}}").ToGeneration("1", Settings, null);

        var chat = Assert.IsType<ChatPrompt>(generation.Prompt);
        Assert.Equal(isTold, chat.Messages[0].Content.Contains("### Name\nf", StringComparison.Ordinal));
        Assert.StartsWith("Be short.", chat.Messages[0].Content, StringComparison.Ordinal);
        Assert.Equal(isHeld, generation.Grammar is not null);
    }

    [Fact]
    public void Parse_TakesWhatMeansNothing()
    {
        var request = Parse($"{{\"messages\":[{User}],\"tools\":[],\"tool_choice\":\"auto\",\"parallel_tool_calls\":true}}");

        Assert.Null(request.ToOffer());
    }

    [Fact]
    public void StoredRequest_IsTheSame_WhenReadAgain()
    {
        var request = Parse($$$"""{"messages":[{{{User}}}],"tools":[{{{F}}},{"type":"function","function":{"name":"g","strict":true,"parameters":{"type":"object"} } }],"tool_choice":{"type":"function","function":{"name":"g"}},"parallel_tool_calls":false}""");

        var again = StoredJson.ReadRequest(StoredJson.Write(request));

        Assert.Equal(request.Tools, again.Tools);
        Assert.Equal(new ToolChoice(ToolChoiceKind.Named, "g"), again.ToolChoice);
        Assert.False(again.ParallelToolCalls);
    }

    private static ItemRequest Parse(string body)
    {
        using var document = JsonDocument.Parse(body);
        return LiveRequestParser.ParseChat(document.RootElement).Request;
    }
}
