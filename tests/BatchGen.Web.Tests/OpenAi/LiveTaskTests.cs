using System.Net;
using BatchGen.Batches.Data;
using BatchGen.Web.Tests.Hosting;

namespace BatchGen.Web.Tests.OpenAi;

/// <summary>A live request may name a task: its prompt is made as a batch's would be. The engine answers with the prompt it got.</summary>
public sealed class LiveTaskTests(ScriptedServer server) : IClassFixture<ScriptedServer>
{
    [Fact]
    public async Task Task_MakesThePrompt()
    {
        using var program = await server.ProgramAsync(Role.Submitter);

        var answer = await AnswerAsync(program, new { task = "infill", language = "python", prefix = "def add(a, b):", suffix = "print(add(1, 2))" });

        Assert.Contains("###LANGUAGE:Python", answer, StringComparison.Ordinal);
        Assert.Contains("def add(a, b):", answer, StringComparison.Ordinal);
        Assert.Contains("print(add(1, 2))", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Task_IsRefused_WhenSomethingItNeedsIsMissing()
    {
        using var program = await server.ProgramAsync(Role.Submitter);

        await program.RefusedAsync(
            HttpMethod.Post, "/v1/chat/completions", new { task = "translate", code = "def f(): pass" }, HttpStatusCode.BadRequest, "target_language_missing");
    }

    [Fact]
    public async Task TaskOptions_AreRefused_WhenAConversationWouldGoPastThem()
    {
        using var program = await server.ProgramAsync(Role.Submitter);
        var messages = new[] { new { role = "system", content = "Be short." }, new { role = "user", content = "Hi" } };

        await program.RefusedAsync(
            HttpMethod.Post, "/v1/chat/completions", new { task = "generate", prompt_language = "zh", messages }, HttpStatusCode.BadRequest, "task_input_mismatch");
    }

    private static object[] Messages(string content) => [new { role = "user", content }];

    private static async Task<string> AnswerAsync(Tests.Access.Visitor program, object body) =>
        (await program.AskAsync(HttpMethod.Post, "/v1/chat/completions", body)).GetProperty("choices")[0].GetProperty("message").GetProperty("content")
            .GetString()!;
}
