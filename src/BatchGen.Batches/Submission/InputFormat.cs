namespace BatchGen.Batches.Submission;

public enum InputFormat
{
    /// <summary>A first line that opens with "{" is JSONL; anything else is text.</summary>
    Detect,

    /// <summary>One JSON object a line: OpenAI's batch form or a short form.</summary>
    JsonLines,

    /// <summary>One prompt a line.</summary>
    Text,

    /// <summary>A ZIP archive of source files, one item a file.</summary>
    Zip,

    /// <summary>Several source files, one item a file: <see cref="SubmissionRequest.Files"/>.</summary>
    Files,

    /// <summary>A table with a header row, one item a row.</summary>
    Csv,
}
