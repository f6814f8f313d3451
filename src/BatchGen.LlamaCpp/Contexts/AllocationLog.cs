using System.Globalization;
using System.Text.RegularExpressions;
using BatchGen.LlamaCpp.Logging;

namespace BatchGen.LlamaCpp.Contexts;

/// <summary>
/// Reads from llama.cpp's log what a new context takes. The log is the one portable place that says it, to 0.01 MiB,
/// and the lines read here are right in a simulated load too (there "KV buffer size" is 0.00).
/// </summary>
internal static partial class AllocationLog
{
    public static long KvBytes(IEnumerable<LlamaLogLine> lines) => Sum(lines, KvSize());

    public static long ComputeBytes(IEnumerable<LlamaLogLine> lines) => Sum(lines, ComputeSize());

    private static long Sum(IEnumerable<LlamaLogLine> lines, Regex pattern) => lines
        .Select(line => pattern.Match(line.Text))
        .Where(match => match.Success)
        .Sum(match => (long)(double.Parse(match.Groups["mib"].ValueSpan, CultureInfo.InvariantCulture) * 1024 * 1024));

    [GeneratedRegex(@": size = +(?<mib>[\d.]+) MiB \( *\d+ cells", RegexOptions.CultureInvariant)]
    private static partial Regex KvSize();

    [GeneratedRegex(@"compute buffer size = +(?<mib>[\d.]+) MiB", RegexOptions.CultureInvariant)]
    private static partial Regex ComputeSize();
}
