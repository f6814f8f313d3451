using System.Globalization;
using System.Text.RegularExpressions;

namespace BatchGen.Inference.Runtime.Logs;

/// <summary>llama.cpp says where it is in its log only: "[  12/ 283] blk.0.attn_qkv.weight …".</summary>
internal static partial class QuantizeProgress
{
    /// <summary>Reports 0 to 1 when the line is about a tensor.</summary>
    public static void Report(LlamaLogLine line, Action<double> progress)
    {
        var match = TensorOfTensors().Match(line.Text);
        if (match.Success)
            progress(
                double.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture) / double.Parse(match.Groups[2].ValueSpan, CultureInfo.InvariantCulture));
    }

    [GeneratedRegex(@"^\[\s*(\d+)/\s*(\d+)\]", RegexOptions.CultureInvariant)]
    private static partial Regex TensorOfTensors();
}
