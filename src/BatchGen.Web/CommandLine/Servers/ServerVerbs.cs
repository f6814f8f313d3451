using System.CommandLine;
using BatchGen.Web.Remote;

namespace BatchGen.Web.CommandLine.Servers;

/// <summary>Makes the verbs that ask a server: each has the same options for which server, and for a document.</summary>
internal sealed class ServerVerbs(CommandStreams streams, IReadOnlyDictionary<string, string?> settings)
{
    public CommandStreams Streams => streams;

    /// <param name="work">What to ask, and what to say of the answer; gives the exit code.</param>
    /// <param name="own">The verb's own arguments and options, in the order of its help.</param>
    public Verb Make(string name, string description, string example, Func<ServerCall, Task<int>> work, params IEnumerable<Symbol> own)
    {
        var verb = new Verb(name, description, example);
        foreach (var symbol in own)
            Add(verb, symbol);
        var connection = new ConnectionOptions(streams, settings);
        connection.AddTo(verb);
        var json = CommonOptions.Json();
        verb.Options.Add(json);
        verb.SetAction((parsed, cancellationToken) =>
        {
            var report = new VerbReport(streams, parsed.GetValue(json));
            return report.RunAsync(
                async token =>
                {
                    using var server = await connection.ConnectAsync(parsed);
                    return await work(new ServerCall(parsed, server, report, streams, token));
                },
                cancellationToken);
        });
        return verb;
    }

    public static void Add(Command command, Symbol symbol)
    {
        switch (symbol)
        {
            case Argument argument:
                command.Arguments.Add(argument);
                break;
            case Option option:
                command.Options.Add(option);
                break;
            default:
                throw new ArgumentException($"A verb takes arguments and options, not a {symbol.GetType().Name}.", nameof(symbol));
        }
    }
}

/// <summary>One verb while it asks a server.</summary>
internal sealed record ServerCall(ParseResult Parsed, ServerConnection Server, VerbReport Report, CommandStreams Streams, CancellationToken Token)
{
    public TextTable Table(params IReadOnlyList<string> heads) => new(Streams.Width, heads);

    /// <summary>A sentence beside what is asked for, which must not stand in it.</summary>
    public Task NoteAsync(string sentence) => Streams.Error.WriteLineAsync(PlainText.OfLines(sentence));
}
