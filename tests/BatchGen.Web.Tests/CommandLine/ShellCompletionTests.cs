using System.Diagnostics;

namespace BatchGen.Web.Tests.CommandLine;

/// <summary>
/// What <c>completion</c> prints, run by the shells that are here. Of zsh the functions that draw are stood in for, as they need a terminal.
/// </summary>
public sealed class ShellCompletionTests : IDisposable
{
    private const string Bash = """
        source <(batchgen completion bash)
        COMP_LINE=$1 COMP_POINT=${#1}
        read -ra COMP_WORDS <<< "$1"
        COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
        _batchgen
        printf '%s\n' "${COMPREPLY[@]}"
        """;

    private const string Zsh = """
        compdef() { }
        _files() { print -r -- 'a file' }
        compadd() { print -rl -- ${(P)2} }
        source <(batchgen completion zsh)
        words=(${=1}) CURRENT=${#words} PREFIX=${words[-1]}
        _batchgen
        """;

    private const string PowerShell = """
        batchgen completion pwsh | Out-String | Invoke-Expression
        (TabExpansion2 -inputScript $args[0] -cursorColumn $args[0].Length).CompletionMatches | ForEach-Object CompletionText
        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("batchgen-completion-");

    public ShellCompletionTests()
    {
        var program = Path.Combine(_folder.FullName, "batchgen");
        File.WriteAllText(program, $"#!/bin/sh\nexec '{Environment.ProcessPath}' exec '{Path.Combine(AppContext.BaseDirectory, "BatchGen.Web.dll")}' \"$@\"\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    [ShellFact("bash")]
    public Task Script_CompletesVerbsOptionsAndValues_InBash() => CompletesAsync(".bash", Bash, "bash", "--norc");

    [ShellFact("zsh")]
    public Task Script_CompletesVerbsOptionsAndValues_InZsh() => CompletesAsync(".zsh", Zsh, "zsh", "-f");

    [ShellFact("pwsh")]
    public Task Script_CompletesVerbsOptionsAndValues_InPowerShell() => CompletesAsync(".ps1", PowerShell, "pwsh", "-NoProfile", "-File");

    public void Dispose() => _folder.Delete(recursive: true);

    private async Task CompletesAsync(string ending, string script, string shell, params IEnumerable<string> options)
    {
        var file = Path.Combine(_folder.FullName, $"complete{ending}");
        await File.WriteAllTextAsync(file, script);
        (string Line, string Found)[] cases =
            [("batchgen comp", "completion"), ("batchgen plan m --kv", "--kv-type"), ("batchgen plan m --kv-type q4", "q4_0")];
        foreach (var (line, found) in cases)
        {
            var start = new ProcessStartInfo(shell, [.. options, file, line]) { RedirectStandardOutput = true };
            start.Environment["PATH"] = $"{_folder.FullName}{Path.PathSeparator}{Environment.GetEnvironmentVariable("PATH")}";
            using var process = Process.Start(start)!;
            var candidates = await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();

            Assert.Contains(found, candidates.Split('\n', StringSplitOptions.TrimEntries));
        }
    }

    /// <summary>Skipped where the shell is not installed; nothing of the product needs one.</summary>
    [AttributeUsage(AttributeTargets.Method)]
    private sealed class ShellFactAttribute : FactAttribute
    {
        public ShellFactAttribute(string shell) => Skip = !OperatingSystem.IsWindows() && IsOnPath(shell) ? null : $"{shell} is not here.";

        private static bool IsOnPath(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries).Any(folder => File.Exists(Path.Combine(folder, program)));
    }
}
