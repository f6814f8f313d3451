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

        var plain = await AnswerAsync(program, new { messages = Messages("def add(a, b): return a + b") });
        var comment = await AnswerAsync(program, new { task = "comment", language = "python", code = "def add(a, b): return a + b" });

        Assert.Equal("Answer to: def add(a, b): return a + b", plain);
        Assert.Contains("def add(a, b): return a + b", comment, StringComparison.Ordinal);
        Assert.NotEqual(plain, comment);
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

    [Fact]
    public async Task Tools_AreRefusedByName()
    {
        using var program = await server.ProgramAsync(Role.Submitter);
        var tools = new[] { new { type = "function", function = new { name = "f" } } };

        await program.RefusedAsync(HttpMethod.Post, "/v1/chat/completions", new { messages = Messages("Hi"), tools }, HttpStatusCode.BadRequest, "unsupported_field");
    }

    private static object[] Messages(string content) => [new { role = "user", content }];

    private static async Task<string> AnswerAsync(Tests.Access.Visitor program, object body) =>
        (await program.AskAsync(HttpMethod.Post, "/v1/chat/completions", body)).GetProperty("choices")[0].GetProperty("message").GetProperty("content").GetString()!;
}
