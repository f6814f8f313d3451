namespace BatchGen.Web.CommandLine;

/// <summary>What a command reads and writes, so that tests can stand in for the terminal.</summary>
/// <param name="OpenInput">Opens standard input as bytes: a file's encoding is judged by the submission, not by the console.</param>
/// <param name="IsTerminal">Someone watches: progress may redraw itself.</param>
internal sealed record CommandStreams(TextWriter Output, TextWriter Error, Func<Stream> OpenInput, bool IsTerminal)
{
    public static CommandStreams OfProcess() => new(
        Console.Out,
        Console.Error,
        Console.OpenStandardInput,
        !Console.IsErrorRedirected && Environment.GetEnvironmentVariable("NO_COLOR") is null && Environment.GetEnvironmentVariable("TERM") is not "dumb");
}
