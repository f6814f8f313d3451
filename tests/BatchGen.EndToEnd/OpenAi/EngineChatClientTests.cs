using System.Text.Json;
using BatchGen.Engine.Client;
using Microsoft.Extensions.AI;

namespace BatchGen.EndToEnd.OpenAi;

/// <summary>The engine behind Microsoft.Extensions.AI's chat client, with the model that ships.</summary>
public sealed class EngineChatClientTests(DemoServer demo) : IClassFixture<DemoServer>
{
    private EngineChatClient Client => new(demo.Server.Engine);

    [Fact]
    public async Task Answer_IsTheSame_WholeAndStreamed()
    {
        using var client = Client;
        var options = new ChatOptions { MaxOutputTokens = 24 };

        var whole = await client.GetResponseAsync("Write a function that adds two numbers.", options);
        var pieces = new List<string>();
        await foreach (var update in client.GetStreamingResponseAsync("Write a function that adds two numbers.", options))
            pieces.Add(update.Text);

        Assert.Equal(whole.Text, string.Concat(pieces));
        Assert.NotEmpty(whole.Text);
        Assert.Equal(whole.Usage!.InputTokenCount + whole.Usage.OutputTokenCount, whole.Usage.TotalTokenCount);
    }

    [Fact]
    public async Task Answer_FollowsTheSchema_WhenAResponseFormatIsGiven()
    {
        using var client = Client;
        using var schema = JsonDocument.Parse("""{"type":"object","properties":{"ok":{"type":"boolean"}},"required":["ok"]}""");

        var answer = await client.GetResponseAsync("Hi", new ChatOptions { ResponseFormat = ChatResponseFormat.ForJsonSchema(schema.RootElement.Clone()) });

        Assert.True(JsonDocument.Parse(answer.Text).RootElement.GetProperty("ok").ValueKind is JsonValueKind.True or JsonValueKind.False);
    }

    [Fact]
    public async Task Function_IsCalledWithWhatItsSchemaAllows_AndItsResultIsAnswered()
    {
        using var client = Client;
        using var schema = JsonDocument.Parse("""{"type":"object","properties":{"place":{"enum":["here","there"]}},"required":["place"]}""");
        var weather = AIFunctionFactory.CreateDeclaration("weather", "Says the weather.", schema.RootElement.Clone());
        List<ChatMessage> messages = [new(ChatRole.User, "What is the weather?")];

        var answer = await client.GetResponseAsync(messages, new ChatOptions { Tools = [weather], ToolMode = ChatToolMode.RequireSpecific("weather") });

        Assert.Equal(ChatFinishReason.ToolCalls, answer.FinishReason);
        var call = Assert.Single(answer.Messages.SelectMany(message => message.Contents).OfType<FunctionCallContent>());
        Assert.Contains(call.Arguments!["place"]!.ToString(), (string[])["here", "there"]);
        messages.AddRange(answer.Messages);
        messages.Add(new ChatMessage(ChatRole.Tool, [new FunctionResultContent(call.CallId, "clear")]));
        Assert.NotEmpty((await client.GetResponseAsync(messages, new ChatOptions { MaxOutputTokens = 8 })).Text);
    }

    [Fact]
    public async Task Tools_AreRefusedByName_WhenTheyAreNoFunctions()
    {
        using var client = Client;

        var refusal = await Assert.ThrowsAsync<NotSupportedException>(
            () => client.GetResponseAsync("Hi", new ChatOptions { Tools = [new HostedWebSearchTool()] }));

        Assert.Contains(nameof(HostedWebSearchTool), refusal.Message, StringComparison.Ordinal);
    }
}
