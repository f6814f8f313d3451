using System.CommandLine;
using System.CommandLine.Parsing;
using BatchGen.Web.Hosting;
using BatchGen.Web.Remote;

namespace BatchGen.Web.CommandLine.Servers;

/// <summary>Which server a verb asks, and with which key: said, else in the environment, else this machine's own.</summary>
internal sealed class ConnectionOptions(CommandStreams streams, IReadOnlyDictionary<string, string?> settings)
{
    public const string ServerVariable = "BATCHGEN_SERVER";
    public const string KeyVariable = "BATCHGEN_KEY";

    private readonly Option<string?> _server = new("--server")
    {
        Description = $"The server to ask ({ServerVariable}); without it the one of this machine, at its configured Urls.",
        HelpName = "URL",
    };

    private readonly Option<string?> _key = new("--key")
    {
        Description = $"The API key to ask with. Better in {KeyVariable}: a command line can be read by everybody on the machine.",
        HelpName = "KEY",
    };

    public void AddTo(Command command)
    {
        command.Options.Add(_server);
        command.Options.Add(_key);
    }

    /// <summary>Whether a server was named, by option or environment.</summary>
    public bool NamesServer(ParseResult parsed) => Server(parsed) is not null;

    /// <summary>Whether the option itself was given, and not only the environment.</summary>
    public bool IsGivenIn(CommandResult result) => result.GetResult(_server) is not null;

    /// <exception cref="RemoteException">No address or no key can be made of what was given.</exception>
    public async Task<ServerConnection> ConnectAsync(ParseResult parsed)
    {
        var (key, keySource) = parsed.GetValue(_key) is { } said ? (said, "--key") : (NonEmpty(KeyVariable), KeyVariable);
        var source = parsed.GetValue(_server) is null ? ServerVariable : "--server";
        var address = Server(parsed) is { } server
            ? ServerAddress.Parse(server, source, key, keySource)
            : ServerAddress.OfThisMachine(BatchGenApplication.ReadConfiguration(settings), key, keySource);
        if (address.SendsKeyInTheClear)
            await streams.Error.WriteLineAsync($"The key travels to {address.Name} unencrypted: whoever is on the way can read it. Use an https address if there is one.");
        return new ServerConnection(address);
    }

    private string? Server(ParseResult parsed) => parsed.GetValue(_server) ?? NonEmpty(ServerVariable);

    private string? NonEmpty(string variable) => streams.Variable(variable) is { Length: > 0 } value ? value : null;
}
