namespace BatchGen.Web.CommandLine;

/// <summary>What the shell learns.</summary>
internal static class ExitCodes
{
    /// <summary>Served until it was asked to stop; every item has a result; what was asked for was done.</summary>
    public const int Success = 0;

    /// <summary>Some items failed; they are in the file with their errors.</summary>
    public const int SomeFailed = 1;

    /// <summary>A server was asked, and refused.</summary>
    public const int Refused = 1;

    /// <summary>The planned model does not fit.</summary>
    public const int DoesNotFit = 1;

    /// <summary>The doctor found what keeps the server from starting or from running batches.</summary>
    public const int ProblemFound = 1;

    /// <summary>Nothing was run: bad options, unusable input, a model that cannot be loaded, a port in use.</summary>
    public const int Unusable = 2;

    /// <summary>No server of this version answers, or it does not take the key.</summary>
    public const int NotReached = 3;

    /// <summary>Ctrl-C (128 + SIGINT).</summary>
    public const int Interrupted = 130;
}

/// <summary>Nothing can be run with what was given; the message is the sentence for the user.</summary>
/// <param name="code">Stable, of docs/errors.md.</param>
internal sealed class UnusableException(string message, string code = UnusableException.InputCode) : Exception(message)
{
    public const string InputCode = "input_unusable";

    public const string OutputCode = "output_unusable";

    public string Code { get; } = code;
}
