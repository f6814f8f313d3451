namespace BatchGen.Inference.Runtime.Logs;

/// <summary>Finds in llama.cpp's log the line that says why a call failed.</summary>
public static class LogReason
{
    private const string LoadErrorPrefix = "error loading model: ";

    // What llama.cpp says last: that it failed. The line before them says why.
    private static readonly string[] Closings = ["failed to load model", "failed to restore"];

    public static string Of(LogCapture log)
    {
        var errors = log.Lines.Where(line => line.Level == LlamaLogLevel.Error).Select(line => WithoutFunctionName(line.Text)).ToList();
        var reason = errors.LastOrDefault(text => !Closings.Any(closing => text.Contains(closing, StringComparison.Ordinal))) ?? errors.LastOrDefault();
        return reason is null ? "it gives no reason" : WithoutPrefix(reason).TrimEnd('.', ' ');
    }

    /// <summary>The code for a want of memory where the log tells of one: it passes, other reasons do not.</summary>
    public static string Code(LogCapture log, string otherwise) =>
        log.Lines.Any(line => line.Level == LlamaLogLevel.Error && OutOfMemoryLine.IsOne(line.Text)) ? RuntimeException.OutOfMemoryCode : otherwise;

    private static string WithoutPrefix(string line) =>
        line.StartsWith(LoadErrorPrefix, StringComparison.Ordinal) ? line[LoadErrorPrefix.Length..] : line;

    /// <summary>llama.cpp begins its lines with the function's name: <c>llama_model_load: error …</c>.</summary>
    private static string WithoutFunctionName(string line)
    {
        var colon = line.IndexOf(": ", StringComparison.Ordinal);
        return colon > 0 && !line.AsSpan(0, colon).Contains(' ') ? line[(colon + 2)..] : line;
    }
}
