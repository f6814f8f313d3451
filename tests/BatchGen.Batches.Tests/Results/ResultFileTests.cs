using System.Text.Json;
using BatchGen.Batches.Data;
using BatchGen.Batches.Execution;
using BatchGen.Batches.Results;
using BatchGen.Batches.Submission;
using BatchGen.Batches.Tests.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace BatchGen.Batches.Tests.Results;

public sealed class ResultFileTests
{
    [Fact]
    public async Task Output_IsOpenAisFormat_WhenTheEndpointIsChat()
    {
        await using var house = await BatchHouse.CreateAsync();
        house.Engine.Behaviour = (_, _) => Task.FromResult(GenerationOutcome.Answer("if (a < b && c > 'd')\n中文\u2028"));
        var id = await SubmitAsync(house, """{"custom_id":"r1","prompt":"one two"}""");

        await house.RunJobsAsync();

        var text = Assert.Single((await house.ReadFileAsync(id, ResultFileKind.Output))!);
        Assert.Contains("if (a < b && c > 'd')\\n中文\\u2028", text, StringComparison.Ordinal);
        var line = JsonDocument.Parse(text).RootElement;
        Assert.StartsWith("batch_req_", line.GetProperty("id").GetString(), StringComparison.Ordinal);
        Assert.Equal("r1", line.GetProperty("custom_id").GetString());
        Assert.Equal(JsonValueKind.Null, line.GetProperty("error").ValueKind);
        var response = line.GetProperty("response");
        Assert.Equal(200, response.GetProperty("status_code").GetInt32());
        var body = response.GetProperty("body");
        Assert.Equal(("chat.completion", "test"), (body.GetProperty("object").GetString(), body.GetProperty("model").GetString()));
        var choice = Assert.Single(body.GetProperty("choices").EnumerateArray());
        Assert.Equal("stop", choice.GetProperty("finish_reason").GetString());
        Assert.Equal("assistant", choice.GetProperty("message").GetProperty("role").GetString());
        Assert.Equal(
            """{"prompt_tokens":2,"completion_tokens":8,"total_tokens":10,"prompt_tokens_details":{"cached_tokens":0}}""",
            body.GetProperty("usage").GetRawText());
        Assert.Equal("""{"queued_ms":1,"prefill_ms":2,"decode_ms":10,"tokens_per_second":800}""", body.GetProperty("timings").GetRawText());
    }

    [Fact]
    public async Task Output_HasToolCalls_WhenTheAnswerCallsAFunction()
    {
        await using var house = await BatchHouse.CreateAsync();
        house.Engine.Behaviour = (_, _) => Task.FromResult(GenerationOutcome.Answer("I look.\n```json\n{\"name\": \"f\", \"arguments\": {\"a\": 1}}\n```"));
        var id = await SubmitAsync(house, """{"custom_id":"r1","prompt":"one","tools":[{"type":"function","function":{"name":"f"}}]}""");

        await house.RunJobsAsync();

        var body = JsonDocument.Parse(Assert.Single((await house.ReadFileAsync(id, ResultFileKind.Output))!)).RootElement.GetProperty("response")
            .GetProperty("body");
        var choice = body.GetProperty("choices")[0];
        Assert.Equal("tool_calls", choice.GetProperty("finish_reason").GetString());
        Assert.Equal("I look.", choice.GetProperty("message").GetProperty("content").GetString());
        var call = Assert.Single(choice.GetProperty("message").GetProperty("tool_calls").EnumerateArray());
        Assert.StartsWith("call_", call.GetProperty("id").GetString(), StringComparison.Ordinal);
        Assert.Equal("""{"name":"f","arguments":"{\"a\": 1}"}""", call.GetProperty("function").GetRawText());
        var item = await house.Queries.GetItemAsync(id, 0, CancellationToken.None);
        Assert.Equal("I look.\n\n```json\n{\n  \"name\": \"f\",\n  \"arguments\": {\n    \"a\": 1\n  }\n}\n```", item!.Text);
        Assert.Equal(QualityFlags.None, item.Summary.Flags);
    }

    [Fact]
    public async Task Output_HasTextChoices_WhenTheEndpointIsCompletions()
    {
        await using var house = await BatchHouse.CreateAsync();
        var id = await SubmitAsync(house, """{"custom_id":"r1","method":"POST","url":"/v1/completions","body":{"prompt":"def f("}}""");

        await house.RunJobsAsync();

        var body = JsonDocument.Parse(Assert.Single((await house.ReadFileAsync(id, ResultFileKind.Output))!)).RootElement.GetProperty("response")
            .GetProperty("body");
        Assert.Equal("text_completion", body.GetProperty("object").GetString());
        Assert.Equal("answer to def f(", body.GetProperty("choices")[0].GetProperty("text").GetString());
    }

    [Theory]
    [InlineData("engine_step_failed", 500, "server_error", "null")]
    [InlineData("context_length_exceeded", 400, "invalid_request_error", "\"messages\"")]
    public async Task Errors_AreOpenAisFormat_WhenAnItemFailed(string code, int status, string type, string param)
    {
        await using var house = await BatchHouse.CreateAsync();
        house.Engine.Behaviour = (_, _) => Task.FromResult(GenerationOutcome.Failure(code, "It failed."));
        var id = await SubmitAsync(house, """{"custom_id":"r1","prompt":"a"}""");

        await house.RunJobsAsync();

        Assert.Empty((await house.ReadFileAsync(id, ResultFileKind.Output))!);
        var line = JsonDocument.Parse(Assert.Single((await house.ReadFileAsync(id, ResultFileKind.Errors))!)).RootElement;
        Assert.Equal(JsonValueKind.Null, line.GetProperty("error").ValueKind);
        Assert.Equal(status, line.GetProperty("response").GetProperty("status_code").GetInt32());
        Assert.Equal(
            $$"""{"message":"It failed.","type":"{{type}}","param":{{param}},"code":"{{code}}"}""",
            line.GetProperty("response").GetProperty("body").GetProperty("error").GetRawText());
    }

    [Fact]
    public async Task Errors_SayItNeverRan_WhenTheBatchWasCancelled()
    {
        await using var house = await BatchHouse.CreateAsync();
        var id = await SubmitAsync(house, """{"custom_id":"r1","prompt":"a"}""");
        await house.Control.CancelAsync(id, CancellationToken.None);

        await house.RunJobsAsync();

        var line = JsonDocument.Parse(Assert.Single((await house.ReadFileAsync(id, ResultFileKind.Errors))!)).RootElement;
        Assert.Equal(JsonValueKind.Null, line.GetProperty("response").ValueKind);
        Assert.Equal("batch_cancelled", line.GetProperty("error").GetProperty("code").GetString());
    }

    [Fact]
    public async Task Files_AreInInputOrderAcrossPages_WhenThereAreMany()
    {
        await using var house = await BatchHouse.CreateAsync();
        var id = await house.SubmitPromptsAsync(Enumerable.Range(0, 450).Select(i => $"prompt {i}"));

        await house.RunJobsAsync();

        var ids = (await house.ReadFileAsync(id, ResultFileKind.Output))!.Select(
            line => JsonDocument.Parse(line).RootElement.GetProperty("custom_id").GetString());
        Assert.Equal(Enumerable.Range(1, 450).Select(i => $"item-{i}"), ids);
    }

    [Fact]
    public async Task Finalize_WritesTheSameFiles_WhenItRunsTwice()
    {
        await using var house = await BatchHouse.CreateAsync();
        var id = await house.SubmitPromptsAsync("a", "b");
        await house.RunJobsAsync();
        var first = await house.ReadFileAsync(id, ResultFileKind.Output);
        var batchId = await BackToFinalizingAsync(house);

        await house.Services.GetRequiredService<FinalizeJob>().RunAsync(batchId, CancellationToken.None);
        await house.Services.GetRequiredService<FinalizeJob>().RunAsync(batchId, CancellationToken.None);

        Assert.Equal(first, await house.ReadFileAsync(id, ResultFileKind.Output));
        Assert.Equal(BatchState.Completed, (await house.GetBatchAsync(id)).State);
    }

    [Fact]
    public async Task Finalize_SaysWhyItWaits_WhenTheFilesCannotBeWritten()
    {
        await using var house = await BatchHouse.CreateAsync();
        var id = await house.SubmitPromptsAsync("a");
        await File.WriteAllTextAsync(Path.Combine(house.DataDirectory, "batches"), "in the way");

        await Assert.ThrowsAnyAsync<IOException>(() => house.RunJobsAsync(workers: 1));

        var batch = await house.GetBatchAsync(id);
        Assert.Equal(BatchState.Finalizing, batch.State);
        Assert.Contains("cannot be written", batch.WaitingReason?.ToString(), StringComparison.Ordinal);

        File.Delete(Path.Combine(house.DataDirectory, "batches"));
        await house.SweepAsync();
        await house.RunJobsAsync();
        Assert.Equal((BatchState.Completed, null), ((await house.GetBatchAsync(id)).State, (await house.GetBatchAsync(id)).WaitingReason));
    }

    [Fact]
    public async Task OpenRead_IsNull_WhenTheFileIsNotThereOrItsNameIsAPath()
    {
        await using var house = await BatchHouse.CreateAsync();
        var id = await house.SubmitPromptsAsync("a");
        Assert.Null(await house.ReadFileAsync(id, ResultFileKind.Output));
        await house.RunJobsAsync();

        Assert.Null(await house.ReadFileAsync($"../batches/{id}", ResultFileKind.Output));
        Directory.Delete(Path.Combine(house.DataDirectory, "batches", id), recursive: true);
        Assert.Null(await house.ReadFileAsync(id, ResultFileKind.Output));
    }

    private static async Task<string> SubmitAsync(BatchHouse house, string line) =>
        Assert.IsType<SubmissionAccepted>(await house.SubmitAsync(line)).BatchPublicId;

    private static async Task<long> BackToFinalizingAsync(BatchHouse house)
    {
        await using var db = await house.OpenAsync();
        await db.Batches.ExecuteUpdateAsync(set => set.SetProperty(batch => batch.State, BatchState.Finalizing));
        return await db.Batches.Select(batch => batch.Id).SingleAsync();
    }
}
