namespace BatchGen.Batches.Data;

/// <summary>What a stored file is for, in OpenAI's words.</summary>
public static class FilePurposes
{
    /// <summary>Handed in, to be run.</summary>
    public const string Batch = "batch";

    /// <summary>Written by a batch: its answers or its errors.</summary>
    public const string BatchOutput = "batch_output";
}
