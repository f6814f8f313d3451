namespace BatchGen.Web.CommandLine;

/// <summary>What the shell learns.</summary>
internal static class ExitCodes
{
    /// <summary>Served until it was asked to stop; or every item has a result.</summary>
    public const int Success = 0;

    /// <summary>Some items failed; they are in the file with their errors.</summary>
    public const int SomeFailed = 1;

    /// <summary>The planned model does not fit.</summary>
    public const int DoesNotFit = 1;

    /// <summary>The doctor found what keeps the server from starting or from running batches.</summary>
    public const int ProblemFound = 1;

    /// <summary>Nothing was run: bad options, unusable input, a model that cannot be loaded, a port in use.</summary>
    public const int Unusable = 2;

    /// <summary>Ctrl-C (128 + SIGINT).</summary>
    public const int Interrupted = 130;
}

/// <summary>Nothing can be run with what was given; the message is the sentence for the user.</summary>
internal sealed class UnusableException(string message) : Exception(message);
