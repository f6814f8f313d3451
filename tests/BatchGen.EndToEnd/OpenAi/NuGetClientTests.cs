#pragma warning disable OPENAI001 // The package calls its batch client an experiment; it is what is tested here.
using System.ClientModel;
using System.ClientModel.Primitives;
using System.Text;
using System.Text.Json;
using BatchGen.Testing;
using OpenAI;
using OpenAI.Batch;
using OpenAI.Chat;
using OpenAI.Files;

namespace BatchGen.EndToEnd.OpenAi;

/// <summary>OpenAI's own client for .NET, unmodified.</summary>
public sealed class NuGetClientTests(ProgramServer server) : IClassFixture<ProgramServer>
{
    private OpenAIClient Client => new(new ApiKeyCredential(DemoServer.ApiKey), new OpenAIClientOptions
    {
        Endpoint = server.BaseAddress,
        RetryPolicy = new ClientRetryPolicy(maxRetries: 0),
    });

    [Fact]
    public async Task Models_AreListedAndFound()
    {
        var models = Client.GetOpenAIModelClient();

        Assert.Contains((await models.GetModelsAsync()).Value, model => model.Id == DemoServer.Model);
        Assert.Equal("batchgen", (await models.GetModelAsync(DemoServer.Model)).Value.OwnedBy);
    }

    [Fact]
    public async Task Files_ComeBackAsTheyWentIn_UntilTheyAreDeleted()
    {
        var files = Client.GetOpenAIFileClient();
        var text = Line("one", "Hi");

        OpenAIFile file = await files.UploadFileAsync(BinaryData.FromString(text), "input.jsonl", FileUploadPurpose.Batch);

        Assert.Equal(text.Length, file.SizeInBytes);
        Assert.Equal(text, (await files.DownloadFileAsync(file.Id)).Value.ToString());
        Assert.Contains((await files.GetFilesAsync()).Value, listed => listed.Id == file.Id);
        Assert.True((await files.DeleteFileAsync(file.Id)).Value.Deleted);
        var refusal = await Assert.ThrowsAsync<ClientResultException>(() => files.GetFileAsync(file.Id));
        Assert.Equal(404, refusal.Status);
    }

    [Fact]
    public async Task Batch_RunsFromItsFileToItsResults()
    {
        var files = Client.GetOpenAIFileClient();
        var created = await CreateAsync([Line("a", "Write a function that adds two numbers."), Line("b", "Write a function that reverses a string.")]);

        using var batch = await EndAsync(created);

        Assert.Equal("completed", batch.RootElement.GetProperty("status").GetString());
        Assert.Equal(2, batch.RootElement.GetProperty("request_counts").GetProperty("completed").GetInt32());
        var output = (await files.DownloadFileAsync(batch.RootElement.GetProperty("output_file_id").GetString()!)).Value.ToString();
        Assert.Equal(["a", "b"], output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(CustomId).Order());
    }

    [Fact]
    public async Task Batch_IsCancelled_AndListed()
    {
        var created = await CreateAsync([.. Enumerable.Range(0, 300).Select(number => Line($"c{number}", $"Write function {number}.", maxTokens: 64))]);

        await created.CancelAsync(new RequestOptions());

        using var batch = await EndAsync(created);
        Assert.Equal("cancelled", batch.RootElement.GetProperty("status").GetString());
        var listed = Client.GetBatchClient().GetBatchesAsync(after: null!, limit: 5, options: new RequestOptions());
        var pages = new List<string>();
        await foreach (var page in listed.GetRawPagesAsync())
            pages.Add(page.GetRawResponse().Content.ToString());
        Assert.Contains(pages, page => page.Contains(created.BatchId, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Chat_IsAnsweredWholeAndStreamedAlike()
    {
        var chat = Client.GetChatClient(DemoServer.Model);
        var options = new ChatCompletionOptions { MaxOutputTokenCount = 24, Temperature = 0 };
        ChatMessage[] messages = [new UserChatMessage("Write a function that adds two numbers.")];

        var whole = (await chat.CompleteChatAsync(messages, options)).Value;
        var streamed = new StringBuilder();
        await foreach (var update in chat.CompleteChatStreamingAsync(messages, options))
        {
            foreach (var part in update.ContentUpdate)
                streamed.Append(part.Text);
        }

        Assert.Equal(whole.Content[0].Text, streamed.ToString());
        Assert.True(whole.Usage.OutputTokenCount > 0);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Chat_CallsTheFunctionThatMustBeCalled_AndAnswersItsResult(bool isStreamed)
    {
        var chat = Client.GetChatClient(DemoServer.Model);
        var weather = ChatTool.CreateFunctionTool("weather", "Says the weather at a place.", BinaryData.FromString(
            """{"type":"object","properties":{"location":{"type":"string","maxLength":20},"days":{"enum":[1,2,3]}},"required":["location","days"]}"""));
        var options = new ChatCompletionOptions { Tools = { weather }, ToolChoice = ChatToolChoice.CreateFunctionChoice("weather"), MaxOutputTokenCount = 300, Temperature = 0 };
        List<ChatMessage> messages = [new UserChatMessage("What is the weather in Beijing?")];

        var call = isStreamed
            ? await StreamCallAsync(chat, messages, options)
            : Assert.Single((await chat.CompleteChatAsync(messages, options)).Value.ToolCalls);

        using var arguments = JsonDocument.Parse(call.FunctionArguments);
        Assert.Equal(("weather", JsonValueKind.String), (call.FunctionName, arguments.RootElement.GetProperty("location").ValueKind));
        Assert.InRange(arguments.RootElement.GetProperty("days").GetInt32(), 1, 3);
        messages.Add(new AssistantChatMessage([call]));
        messages.Add(new ToolChatMessage(call.Id, """{"sky":"clear"}"""));
        var answer = (await chat.CompleteChatAsync(
            messages, new ChatCompletionOptions { Tools = { weather }, ToolChoice = ChatToolChoice.CreateNoneChoice(), MaxOutputTokenCount = 8 })).Value;
        Assert.Empty(answer.ToolCalls);
        Assert.NotEmpty(answer.Content);
    }

    [Fact]
    public async Task Chat_TellsHowLikelyItsTokensWere_WhenAsked()
    {
        var options = new ChatCompletionOptions { MaxOutputTokenCount = 8, Temperature = 0, IncludeLogProbabilities = true, TopLogProbabilityCount = 2 };

        var answer = (await Client.GetChatClient(DemoServer.Model).CompleteChatAsync([new UserChatMessage("Write a function.")], options)).Value;

        Assert.Equal(answer.Content[0].Text, string.Concat(answer.ContentTokenLogProbabilities.Select(told => told.Token)));
        Assert.All(answer.ContentTokenLogProbabilities, told =>
        {
            Assert.Equal(2, told.TopLogProbabilities.Count);
            Assert.InRange(told.LogProbability, told.TopLogProbabilities[1].LogProbability, 0);
        });
    }

    [Fact]
    public async Task Chat_IsRefusedByName_WhenAFieldIsNotSupported()
    {
        var chat = Client.GetChatClient(DemoServer.Model);

        var refusal = await Assert.ThrowsAsync<ClientResultException>(() =>
            chat.CompleteChatAsync([new UserChatMessage("Hi")], new ChatCompletionOptions { LogitBiases = { [1] = 5 } }));

        Assert.Equal(400, refusal.Status);
        using var body = JsonDocument.Parse(refusal.GetRawResponse()!.Content.ToString());
        Assert.Equal("logit_bias", body.RootElement.GetProperty("error").GetProperty("param").GetString());
    }

    private static async Task<ChatToolCall> StreamCallAsync(ChatClient chat, List<ChatMessage> messages, ChatCompletionOptions options)
    {
        var id = "";
        var name = "";
        var arguments = new StringBuilder();
        ChatFinishReason? reason = null;
        await foreach (var update in chat.CompleteChatStreamingAsync(messages, options))
        {
            foreach (var part in update.ToolCallUpdates)
            {
                Assert.Equal(0, part.Index);
                id += part.ToolCallId;
                name += part.FunctionName;
                arguments.Append(part.FunctionArgumentsUpdate);
            }

            reason = update.FinishReason ?? reason;
        }

        Assert.Equal(ChatFinishReason.ToolCalls, reason);
        return ChatToolCall.CreateFunctionToolCall(id, name, BinaryData.FromString(arguments.ToString()));
    }

    private static string? CustomId(string line)
    {
        using var document = JsonDocument.Parse(line);
        return document.RootElement.GetProperty("custom_id").GetString();
    }

    private static string Line(string customId, string content, int maxTokens = 8) => JsonSerializer.Serialize(new
    {
        custom_id = customId,
        method = "POST",
        url = "/v1/chat/completions",
        body = new { model = DemoServer.Model, messages = new[] { new { role = "user", content } }, max_tokens = maxTokens },
    });

    private async Task<CreateBatchOperation> CreateAsync(IReadOnlyList<string> lines)
    {
        OpenAIFile file = await Client.GetOpenAIFileClient().UploadFileAsync(
            BinaryData.FromString(string.Join('\n', lines)), "input.jsonl", FileUploadPurpose.Batch);
        var order = BinaryData.FromObjectAsJson(new { input_file_id = file.Id, endpoint = "/v1/chat/completions", completion_window = "24h" });
        return await Client.GetBatchClient().CreateBatchAsync(BinaryContent.Create(order), waitUntilCompleted: false);
    }

    private static async Task<JsonDocument> EndAsync(CreateBatchOperation operation)
    {
        using var timeout = new CancellationTokenSource(Patience.Ceiling);
        while (true)
        {
            var batch = JsonDocument.Parse(
                (await operation.GetBatchAsync(new RequestOptions { CancellationToken = timeout.Token })).GetRawResponse().Content.ToString());
            if (batch.RootElement.GetProperty("status").GetString() is "completed" or "failed" or "expired" or "cancelled")
                return batch;
            batch.Dispose();
            await Task.Delay(100, timeout.Token);
        }
    }
}
