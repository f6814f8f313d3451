using BatchGen.Code.Inputs;
using BatchGen.Code.Tasks;

namespace BatchGen.Code.Exports;

/// <summary>One item's end as exports show it: an answer or an error. Null is absent.</summary>
public sealed record AnswerRow
{
    public required string CustomId { get; init; }

    /// <summary>The input file's path, for items that came from files.</summary>
    public string? Path { get; init; }

    /// <summary>How the input file was encoded.</summary>
    public SourceEncoding Encoding { get; init; }

    /// <summary>Null for a prompt that went to the model as it is.</summary>
    public TaskPreset? Preset { get; init; }

    /// <summary>For translations, as chosen.</summary>
    public string? TargetLanguage { get; init; }

    /// <summary>The task preset's name.</summary>
    public string? Task { get; init; }

    /// <summary>The model's answer as it came.</summary>
    public string? Answer { get; init; }

    /// <summary>The code taken from the answer, and its language.</summary>
    public string? Code { get; init; }

    public string? Language { get; init; }

    /// <summary>"stop" or "length".</summary>
    public string? FinishReason { get; init; }

    /// <summary>Codes of the answer's quality flags.</summary>
    public IReadOnlyList<string> Flags { get; init; } = [];

    public string? ErrorCode { get; init; }

    public string? ErrorMessage { get; init; }

    public int PromptTokens { get; init; }

    public int CompletionTokens { get; init; }

    /// <summary>The input's own columns, in its order, for items that came from a CSV file.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Columns { get; init; } = [];
}

/// <summary>
/// Writes rows to a stream as they come, so that an export of any size needs little memory. Disposing ends the file;
/// the stream stays open. Not thread-safe.
/// </summary>
public interface IAnswerWriter : IAsyncDisposable
{
    Task WriteAsync(AnswerRow row, CancellationToken cancellationToken);

    /// <summary>Called once, after the last row; not at all when an export is given up.</summary>
    Task FinishAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
