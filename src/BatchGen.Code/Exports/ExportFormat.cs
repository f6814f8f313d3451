namespace BatchGen.Code.Exports;

/// <summary>A form in which a batch's answers can be downloaded.</summary>
public enum ExportFormat
{
    /// <summary>One JSON object an item, with the extracted code, the flags and the input's columns.</summary>
    Jsonl,

    /// <summary>The input's table with the answer's columns added.</summary>
    Csv,

    /// <summary>A document to read, a section an item.</summary>
    Markdown,

    /// <summary>Files at the paths of the input's, each with its new content.</summary>
    Zip,
}
