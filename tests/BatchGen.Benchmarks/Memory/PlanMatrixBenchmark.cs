using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using BatchGen.Benchmarks.Runtimes;
using BatchGen.Benchmarks.Tables;

namespace BatchGen.Benchmarks.Memory;

/// <summary>
/// The plan against llama.cpp's own figures, for every build of every runtime that is here: a process for each, because only one can be
/// loaded. A build whose instructions this processor lacks ends at once, and the table says so.
/// </summary>
internal sealed class PlanMatrixBenchmark : IBenchmark
{
    /// <summary>LLamaSharp's runtime takes the libraries of this folder.</summary>
    private const string DirectoryVariable = "BATCHGEN_LLAMA_DIRECTORY";

    public string Name => "plan-matrix";

    public async Task<ResultTable> RunAsync()
    {
        var rows = new List<IReadOnlyList<string>>();
        foreach (var program in BuiltRuntimes.Find())
        {
            foreach (var build in BuildsOf(program))
                rows.AddRange(await RowsAsync(program, build));
        }

        string[] columns = ["build", "what", "configurations", "bound", "median error", "most above", "most below", "worst at"];
        return new ResultTable("Plan against llama.cpp", columns, rows);
    }

    private static async Task<IEnumerable<IReadOnlyList<string>>> RowsAsync(string program, string? build)
    {
        var start = BuiltRuntimes.Start(program, PlanMatrix.Verb);
        start.RedirectStandardOutput = true;
        if (build is not null)
            start.Environment[DirectoryVariable] = build;
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            var code = process.ExitCode.ToString(CultureInfo.InvariantCulture);
            return [[Path.GetFileName(build ?? program), $"does not run on this processor (exit code {code})", "", "", "", "", "", ""]];
        }

        var findings = JsonSerializer.Deserialize<PlanFindings>(output.Trim().Split('\n')[^1])!;
        return findings.Errors.Select(errors => (IReadOnlyList<string>)[findings.Runtime, .. errors.Cells()]);
    }

    /// <summary>LLamaSharp's builds lie in a folder each; another runtime chooses by itself.</summary>
    private static IReadOnlyList<string?> BuildsOf(string program)
    {
        var native = Path.Combine(program, "runtimes", RuntimeInformation.RuntimeIdentifier, "native");
        string?[] builds = Directory.Exists(native) ? [.. Directory.GetDirectories(native).Order(StringComparer.Ordinal)] : [];
        return builds.Length == 0 ? [null] : builds;
    }
}
