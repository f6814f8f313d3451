namespace BatchGen.Code.Exports;

/// <summary>A form in which a batch's answers can be downloaded; <see cref="ExportForm"/> says what each is.</summary>
public enum ExportFormat
{
    /// <summary>One JSON object an item, with the extracted code, the flags and the input's columns.</summary>
    Jsonl,

    /// <summary>The input's table with the answer's columns added, every cell as it is: for programs.</summary>
    Csv,

    /// <summary>The same with no cell that a spreadsheet would run.</summary>
    CsvSpreadsheet,

    /// <summary>A document to read, a section an item.</summary>
    Markdown,

    /// <summary>Files at the paths of the input's, each with its new content.</summary>
    Zip,
}

/// <summary>All that is known of an export format. Its words on pages are the texts called Export and its name, its icon is found by it.</summary>
/// <param name="Name">As addresses and the command line spell it.</param>
/// <param name="Extension">Of its files, without the dot.</param>
/// <param name="ContentType">Its media type.</param>
/// <param name="NeedsColumns">Whether the input's columns must be known before the first row is written.</param>
/// <param name="Open">Starts a file on a stream, which stays open.</param>
public sealed record ExportForm(
    ExportFormat Format,
    string Name,
    string Extension,
    string ContentType,
    bool NeedsColumns,
    Func<Stream, ExportedBatch, IAnswerWriter> Open)
{
    public static IReadOnlyList<ExportForm> All { get; } =
    [
        new(ExportFormat.Zip, "zip", "zip", "application/zip", false, (stream, batch) => new AnswerTree(stream, batch)),
        new(ExportFormat.Markdown, "markdown", "md", "text/markdown; charset=utf-8", false, (stream, _) => new MarkdownAnswerWriter(stream)),
        new(
            ExportFormat.CsvSpreadsheet,
            "csv-spreadsheet",
            "csv",
            "text/csv; charset=utf-8",
            true,
            (stream, batch) => new CsvAnswerWriter(stream, batch.Columns, CsvAudience.Spreadsheets)),
        new(
            ExportFormat.Csv,
            "csv",
            "csv",
            "text/csv; charset=utf-8",
            true,
            (stream, batch) => new CsvAnswerWriter(stream, batch.Columns, CsvAudience.Programs)),
        new(ExportFormat.Jsonl, "jsonl", "jsonl", "application/jsonl", false, (stream, _) => new JsonLinesAnswerWriter(stream)),
    ];

    public static ExportForm Of(ExportFormat format) => All.Single(form => form.Format == format);

    /// <summary>By <see cref="Name"/>, in any case; null when there is none.</summary>
    public static ExportForm? Find(string? name) => All.FirstOrDefault(form => string.Equals(form.Name, name, StringComparison.OrdinalIgnoreCase));

    /// <summary>By the extension of a file's name, in any case, of two CSV forms the exact one; null when there is none.</summary>
    public static ExportForm? OfFile(string path) =>
        All.LastOrDefault(form => string.Equals($".{form.Extension}", Path.GetExtension(path), StringComparison.OrdinalIgnoreCase));
}

/// <summary>What is known of a batch before its first answer is written.</summary>
/// <param name="WrittenAt">The time stamp of files inside an archive.</param>
/// <param name="Columns">The input's own, in its order; empty when it had none or the format does not need them.</param>
public sealed record ExportedBatch(DateTimeOffset WrittenAt, IReadOnlyList<string> Columns)
{
    /// <summary>Files of the input that were left out or renamed.</summary>
    public IReadOnlyList<FileNote> Notes { get; init; } = [];
}

/// <summary>One file of an upload that is not what the upload says: left out, or renamed.</summary>
/// <param name="Path">What it goes by in the batch, or would.</param>
/// <param name="Original">What the upload called it, when it was renamed; null when it was left out.</param>
/// <param name="Message">Why.</param>
public sealed record FileNote(string Path, string? Original, string Message)
{
    /// <summary>A batch keeps no more of them.</summary>
    public const int MostKept = 500;
}
