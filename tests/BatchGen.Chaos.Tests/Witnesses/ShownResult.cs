using System.Text.Json;

namespace BatchGen.Chaos.Tests.Witnesses;

/// <param name="Value">The answer's text, or "error:" and the error's code.</param>
internal sealed record ShownResult(string CustomId, string Value)
{
    private const string ErrorMark = "error:";

    public bool IsError => Value.StartsWith(ErrorMark, StringComparison.Ordinal);

    public static string ErrorValue(string code) => ErrorMark + code;

    /// <summary>Of an export as JSON lines, which a running batch has too.</summary>
    public static IReadOnlyList<ShownResult> OfExport(string lines) => [.. Lines(lines).Select(line => new ShownResult(
        line.GetProperty("custom_id").GetString()!,
        line.TryGetProperty("error", out var error) ? ErrorValue(error.GetProperty("code").GetString()!) : line.GetProperty("answer").GetString()!))];

    /// <summary>Of a batch's output or error file.</summary>
    public static IReadOnlyList<ShownResult> OfFile(string lines) =>
        [.. Lines(lines).Select(line => new ShownResult(line.GetProperty("custom_id").GetString()!, ValueOf(line)))];

    private static string ValueOf(JsonElement line)
    {
        if (line.TryGetProperty("error", out var error) && error.ValueKind == JsonValueKind.Object)
            return ErrorValue(error.GetProperty("code").GetString()!);
        var body = line.GetProperty("response").GetProperty("body");
        return body.TryGetProperty("error", out var refusal)
            ? ErrorValue(refusal.GetProperty("code").GetString()!)
            : body.GetProperty("choices")[0].GetProperty("message").GetProperty("content").GetString()!;
    }

    private static IEnumerable<JsonElement> Lines(string lines) => lines
        .Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .Select(line => JsonSerializer.Deserialize<JsonElement>(line));
}
