using System.Diagnostics;
using BatchGen.Testing;

namespace BatchGen.EndToEnd.OpenAi;

/// <summary>Clients from npm, unmodified, against the server as its README starts it: tests/openai-node. docs/clients.md has their table.</summary>
public sealed class NodeClientTests(ProgramServer server) : IClassFixture<ProgramServer>
{
    private static readonly string Folder = Path.Combine(SourceTree.Root, "tests", "openai-node");

    /// <summary>OpenAI's own, call by call; and what people build on: LangChain, LlamaIndex, Vercel's AI SDK.</summary>
    [NodeTheory]
    [InlineData("suite.mjs", "ok    a chat is answered")]
    [InlineData("clients.mjs", "ok    Vercel AI SDK: completions")]
    public async Task Suite_Passes_AgainstTheRunningServer(string suite, string expected)
    {
        if (!Directory.Exists(Path.Combine(Folder, "node_modules", "ai")))
            await RunAsync("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund");

        var output = await RunAsync("node", suite, server.BaseAddress.ToString(), DemoServer.Model);

        Assert.Contains(expected, output, StringComparison.Ordinal);
        Assert.DoesNotContain("FAIL", output, StringComparison.Ordinal);
    }

    private static async Task<string> RunAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = Folder, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["OPENAI_API_KEY"] = DemoServer.ApiKey;
        start.Environment["WEBHOOK_CHECK"] = "1";
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"{program} ended with {process.ExitCode}:\n{await output}\n{await error}");
        return await output;
    }
}
