namespace BatchGen.Web.CommandLine.Display;

internal static class RunDisplays
{
    /// <summary>A bar where someone watches, plain lines in logs, pipes and with NO_COLOR.</summary>
    public static IRunDisplay For(CommandStreams streams) =>
        streams.IsTerminal ? new BarDisplay(streams.Error) : new PlainDisplay(streams.Error, TimeProvider.System);
}
