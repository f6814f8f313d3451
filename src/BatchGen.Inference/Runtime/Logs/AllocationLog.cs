using System.Globalization;
using System.Text.RegularExpressions;

namespace BatchGen.Inference.Runtime.Logs;

/// <summary>
/// Reads from llama.cpp's log what a new context takes. The log is the one portable place that says it, to 0.01 MiB,
/// and the lines read here are right in a simulated load too (there "KV buffer size" is 0.00).
/// </summary>
internal static partial class AllocationLog
{
    public static long KvBytes(IEnumerable<LlamaLogLine> lines) => Sum(lines, KvSize());

    public static long ComputeBytes(IEnumerable<LlamaLogLine> lines) => Sum(lines, ComputeSize());

    /// <summary>Compute buffers by device. A driver's pinned buffer ("CUDA_Host") lies in main memory.</summary>
    public static IReadOnlyList<DeviceAllocation> ComputeByDevice(IEnumerable<LlamaLogLine> lines) =>
    [
        .. lines.Select(line => ComputeSize().Match(line.Text))
            .Where(match => match.Success)
            .GroupBy(
                match => match.Groups["buffer"].Value.EndsWith("_Host", StringComparison.Ordinal) ? DeviceAllocation.MainMemory : match.Groups["buffer"].Value,
                (device, matches) => new DeviceAllocation(device, null, null, matches.Sum(Bytes))),
    ];

    private static long Bytes(Match match) => (long)(double.Parse(match.Groups["mib"].ValueSpan, CultureInfo.InvariantCulture) * 1024 * 1024);

    private static long Sum(IEnumerable<LlamaLogLine> lines, Regex pattern) => lines
        .Select(line => pattern.Match(line.Text))
        .Where(match => match.Success)
        .Sum(Bytes);

    [GeneratedRegex(@": size = +(?<mib>[\d.]+) MiB \( *\d+ cells", RegexOptions.CultureInvariant)]
    private static partial Regex KvSize();

    [GeneratedRegex(@"(?<buffer>\S+) compute buffer size = +(?<mib>[\d.]+) MiB", RegexOptions.CultureInvariant)]
    private static partial Regex ComputeSize();
}
