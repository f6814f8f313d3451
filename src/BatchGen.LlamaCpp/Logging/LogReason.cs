
namespace BatchGen.LlamaCpp.Logging;

/// <summary>Finds in llama.cpp's log the line that says why a call failed.</summary>
internal static class LogReason
{
    public static string Of(LogCapture log)
    {
        var errors = log.Lines.Where(line => line.Level == LlamaLogLevel.Error).Select(line => line.Text).ToList();
        // The very last line only repeats that it failed ("failed to load model"); the one that tells why says "error".
        var reason = errors.LastOrDefault(text => text.Contains("error", StringComparison.OrdinalIgnoreCase)) ?? errors.LastOrDefault();
        return reason is null ? "it gives no reason" : WithoutFunctionName(reason).TrimEnd('.', ' ');
    }

    /// <summary>llama.cpp begins its lines with the function's name: <c>llama_model_load: error …</c>.</summary>
    private static string WithoutFunctionName(string line)
    {
        var colon = line.IndexOf(": ", StringComparison.Ordinal);
        return colon > 0 && !line.AsSpan(0, colon).Contains(' ') ? line[(colon + 2)..] : line;
    }
}
