namespace BatchGen.Batches.Answers.Extraction;

public enum CodeOrigin
{
    /// <summary>A fenced block of the answer.</summary>
    Block,

    /// <summary>The answer had no fences and reads as code: "output only the code", taken at its word.</summary>
    WholeAnswer,
}
