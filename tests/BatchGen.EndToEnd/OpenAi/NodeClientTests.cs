using System.Diagnostics;

namespace BatchGen.EndToEnd.OpenAi;

/// <summary>OpenAI's own client for Node, unmodified, call by call: tests/openai-node/suite.mjs.</summary>
public sealed class NodeClientTests(ProgramServer server) : IClassFixture<ProgramServer>
{
    private static readonly string Folder = Path.Combine(SourceTree.Root, "tests", "openai-node");

    [NodeFact]
    public async Task Suite_Passes_AgainstTheRunningServer()
    {
        if (!Directory.Exists(Path.Combine(Folder, "node_modules", "openai")))
            await RunAsync("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund");

        var output = await RunAsync("node", "suite.mjs", server.BaseAddress.ToString(), DemoServer.Model);

        Assert.Contains("ok    a chat is answered", output, StringComparison.Ordinal);
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
