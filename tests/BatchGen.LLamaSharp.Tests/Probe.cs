using System.Diagnostics;
using System.Text.Json;
using BatchGen.Inference.Runtime;
using BatchGen.Inference.Runtime.Binding;
using BatchGen.LLamaSharp.Native;
using BatchGen.Runtime.Contract.Runs;
using BatchGen.Testing.Mutations;

namespace BatchGen.LLamaSharp.Tests;

/// <summary>What a process of its own loaded, and what it answered.</summary>
/// <param name="Reason">Why this build; the refusal's sentence when <paramref name="Code"/> is set.</param>
internal sealed record Report(string? Code, string Build, string Reason, IReadOnlyList<string> Libraries, IReadOnlyDictionary<string, string> Answers);

/// <summary>This assembly is a program too: libraries are loaded once a process, so every case that loads others needs its own.</summary>
internal static class Probe
{
    private const string Verb = "probe";

    /// <param name="what">"where" loads the libraries; "golden" asks the demonstration model too.</param>
    /// <param name="libraries">The folder named by the environment; null leaves the choice to the program.</param>
    public static async Task<Report> RunAsync(string what, string currentDirectory, string? libraries = null)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!.EndsWith("dotnet", StringComparison.Ordinal) ? Environment.ProcessPath : "dotnet")
        {
            WorkingDirectory = currentDirectory,
            RedirectStandardOutput = true,
            ArgumentList = { "exec", typeof(Probe).Assembly.Location, Verb, what },
        };
        start.Environment.Remove(LLamaSharpLibrary.DirectoryVariable);
        if (libraries is not null)
            start.Environment[LLamaSharpLibrary.DirectoryVariable] = libraries;
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return JsonSerializer.Deserialize<Report>(output.Trim().Split('\n')[^1])
            ?? throw new InvalidOperationException($"The process ended with {process.ExitCode} and said: {output}");
    }

    public static int Main(string[] args)
    {
        switch (args)
        {
            case [LoadProbe.Verb, .. var options]:
                return LoadProbe.Run(log => new ModelRuntime(new LLamaSharpBinding(), log), withRules: !options.Contains(LoadProbe.WithoutRules));
            case [Verb, var what]:
                Console.WriteLine(JsonSerializer.Serialize(Do(what)));
                return 0;
            default:
                return 64;
        }
    }

    private static Report Do(string what)
    {
        try
        {
            var runtime = new ModelRuntime(new LLamaSharpBinding(), _ => { });
            var answers = what == "golden" ? new GoldenAnswers().Ask(runtime) : new Dictionary<string, string>();
            return new Report(null, runtime.Info.Build, runtime.Info.Reason, LoadedLibraries(), answers);
        }
        catch (RuntimeException refusal)
        {
            return new Report(refusal.Code, "", refusal.Message, [], new Dictionary<string, string>());
        }
    }

    private static List<string> LoadedLibraries()
    {
        using var process = Process.GetCurrentProcess();
        return [.. process.Modules.Cast<ProcessModule>().Select(module => module.FileName).Where(file => Path.GetFileName(file) is var name && (name.StartsWith("libllama", StringComparison.Ordinal) || name.StartsWith("libggml", StringComparison.Ordinal) || name is "llama.dll" || name.StartsWith("ggml", StringComparison.Ordinal))).Distinct()];
    }
}
