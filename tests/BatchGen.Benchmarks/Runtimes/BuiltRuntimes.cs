namespace BatchGen.Benchmarks.Runtimes;

/// <summary>
/// This program as it was built, and its builds for other runtimes beside it (<c>bin/LlamaCpp-cpu/…</c>): two releases of llama.cpp must
/// never meet in one process, so each runs in its own.
/// </summary>
internal static class BuiltRuntimes
{
    /// <summary>How the second one comes to be.</summary>
    public const string HowToBuild = "dotnet build -c Release tests/BatchGen.Benchmarks -p:LlamaRuntime=LlamaCpp";

    private const string Program = "BatchGen.Benchmarks.dll";

    /// <summary>Folders, this program's own first.</summary>
    public static IReadOnlyList<string> Find()
    {
        var own = new DirectoryInfo(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));
        var framework = own.Name;
        var configuration = own.Parent!.Name;
        var bin = own;
        while (bin is not null && bin.Name != "bin")
            bin = bin.Parent;
        if (bin is null)
            return [own.FullName];
        return
        [
            own.FullName,
            .. bin.EnumerateDirectories("*-cpu").Prepend(bin)
                .Select(folder => Path.Combine(folder.FullName, configuration, framework))
                .Where(folder => folder != own.FullName && File.Exists(Path.Combine(folder, Program)))
                .Order(StringComparer.Ordinal),
        ];
    }

    /// <summary>A process of the program in a folder, with a verb of its own.</summary>
    public static System.Diagnostics.ProcessStartInfo Start(string folder, params IReadOnlyList<string> arguments) =>
        Testing.Mutations.LoadTrial.Of(Path.Combine(folder, Program), arguments);
}
