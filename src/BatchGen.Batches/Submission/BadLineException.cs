namespace BatchGen.Batches.Submission;

/// <summary>Ends the reading of one line; the reader turns it into that line's problem.</summary>
internal sealed class BadLineException(string code, string message, string? param = null) : Exception(message)
{
    public string Code { get; } = code;

    public string? Param { get; } = param;
}
