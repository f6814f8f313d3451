namespace BatchGen.Web.CommandLine;

/// <summary>What a command reads and writes, so that tests can stand in for the terminal.</summary>
/// <param name="OpenInput">Opens standard input as bytes: a file's encoding is judged by the submission, not by the console.</param>
/// <param name="IsTerminal">Someone watches: progress may redraw itself.</param>
internal sealed record CommandStreams(TextWriter Output, TextWriter Error, Func<Stream> OpenInput, bool IsTerminal)
{
    /// <summary>Standard output as bytes, for files that are written there.</summary>
    public Func<Stream> OpenOutput { get; init; } = Console.OpenStandardOutput;

    /// <summary>Characters of a line of standard output; null where it is a pipe or a file.</summary>
    public int? Width { get; init; }

    /// <summary>A variable of the environment; null when it is not set.</summary>
    public Func<string, string?> Variable { get; init; } = Environment.GetEnvironmentVariable;

    public static CommandStreams OfProcess() => new(
        Console.Out,
        Console.Error,
        Console.OpenStandardInput,
        !Console.IsErrorRedirected && Environment.GetEnvironmentVariable("NO_COLOR") is null && Environment.GetEnvironmentVariable("TERM") is not "dumb")
    {
        // A terminal that does not know its width says 0.
        Width = Console.IsOutputRedirected || Console.WindowWidth <= 0 ? null : Console.WindowWidth,
    };
}
