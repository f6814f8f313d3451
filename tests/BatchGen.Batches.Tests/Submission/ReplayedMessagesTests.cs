using System.Text.Json;
using BatchGen.Batches.Live;
using BatchGen.Batches.Submission;
using BatchGen.Inference.Chat;

namespace BatchGen.Batches.Tests.Submission;

/// <summary>What the model is shown of messages that some server gave back.</summary>
public sealed class ReplayedMessagesTests
{
    [Theory]
    [InlineData("""{"role":"assistant","content":"x","reasoning_content":"thoughts"}""", "x")]
    [InlineData("""{"role":"assistant","content":[{"type":"thinking","thinking":"t"},{"type":"text","text":"x"},{"type":"output_text","text":"y"}]}""", "xy")]
    [InlineData("""{"role":"assistant","content":null,"refusal":"no"}""", "no")]
    [InlineData("""{"role":"assistant","content":[{"type":"refusal","refusal":"no"}]}""", "no")]
    [InlineData("""{"role":"assistant","content":null,"audio":{"id":"a","transcript":"said"}}""", "said")]
    [InlineData("""{"role":"assistant","content":"","tool_calls":null}""", "")]
    [InlineData("""{"role":"assistant","content":null,"function_call":{"name":"f","arguments":"{}"}}""", "```json\n{\"name\": \"f\", \"arguments\": {}}\n```")]
    [InlineData("""{"role":"assistant","tool_calls":[{"id":"a","index":0,"function":{"name":"f","arguments":{"a":1}}}]}""", "```json\n{\"name\": \"f\", \"arguments\": {\"a\":1}}\n```")]
    [InlineData("""{"role":"assistant","tool_calls":[{"id":"a","function":{"name":"f","arguments":"{\"ü"}}]}""", "```json\n{\"name\": \"f\", \"arguments\": \"{\\\"ü\"}\n```")]
    public void Answer_IsItsWordsAndItsCalls(string message, string content) => Assert.Equal(content, Parse($"{message},{{\"role\":\"user\",\"content\":\"u\"}}")[0].Content);

    [Fact]
    public void Results_BelongToTheNearestEarlierCall_WhenIdsAreUsedAgain()
    {
        var messages = Parse(
            Calls("a", "b") + "," + Result("b", "1b") + "," + Result("a", "1a") + "," + Calls("b", "a") + "," + Result("a", "2a") + "," + Result("b", "2b"));

        Assert.Equal(["1a", "1b", "2b", "2a"], messages.Where(message => message.Role == "tool").Select(message => message.Content));
    }

    [Fact]
    public void Results_StandAsTheyCome_WhenIdsAreEmpty() =>
        Assert.Equal(["1", "2"], Parse(Calls("", "") + "," + Result("", "1") + "," + Result("", "2")).Skip(1).Select(message => message.Content));

    private static string Calls(params string[] ids) =>
        $$"""{"role":"assistant","tool_calls":[{{string.Join(',', ids.Select(id => $$$"""{"id":"{{{id}}}","type":"function","function":{"name":"f","arguments":"{}"}}"""))}}]}""";

    private static string Result(string id, string content) => $$"""{"role":"tool","tool_call_id":"{{id}}","content":"{{content}}"}""";

    private static IReadOnlyList<ChatMessage> Parse(string messages)
    {
        using var body = JsonDocument.Parse($$"""{"messages":[{{messages}}]}""");
        return LiveRequestParser.ParseChat(body.RootElement).Request.Messages!;
    }
}
