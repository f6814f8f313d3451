namespace BatchGen.Batches.Submission;

public enum InputFormat
{
    /// <summary>A first line that opens with "{" is JSONL; anything else is text.</summary>
    Detect,

    /// <summary>One JSON object a line: OpenAI's batch form or a short form.</summary>
    JsonLines,

    /// <summary>One prompt a line.</summary>
    Text,
}
