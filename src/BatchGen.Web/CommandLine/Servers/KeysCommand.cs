using System.CommandLine;
using System.Globalization;
using BatchGen.Web.Access;
using BatchGen.Web.Api;
using BatchGen.Web.Remote;

namespace BatchGen.Web.CommandLine.Servers;

/// <summary>
/// <c>keys</c>: of a server that is named, over its API; else those of this machine's data directory, whether a server runs on it or not. Who
/// can read that directory has every key's owner in it already.
/// </summary>
internal sealed class KeysCommand(CommandStreams streams, IReadOnlyDictionary<string, string?> settings, Action<IServiceCollection>? customize)
{
    private static readonly string[] UsualScopes = [Policies.Read, Policies.Submit];

    private readonly Argument<long> _id = new("ID") { Description = "The key's number, as keys list prints it." };
    private readonly Argument<string> _name = new("NAME") { Description = "What the key is for, for people." };
    private readonly Option<string[]> _scopes = new("--scope")
    {
        Description = $"What it may do: {string.Join(", ", Policies.Known.Keys)}; may be given several times. Without it {string.Join(" and ", UsualScopes)}.",
        HelpName = "SCOPE",
    };

    private readonly Option<string?> _expires = new("--expires") { Description = "When it ends: a time such as 2030-01-31T00:00:00Z, or days from now such as 30d. Without it never.", HelpName = "TIME" };
    private readonly Option<string?> _user = new("--user") { Description = "Whose key it is, in the data directory; the first administrator's if not given.", HelpName = "NAME" };

    public Command Build()
    {
        _scopes.AcceptOnlyFromAmong([.. Policies.Known.Keys]);
        _expires.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var given }] && ExpiryOf(given, DateTimeOffset.UnixEpoch) is null)
                result.AddError($"--expires must be a time with its offset, e.g. 2030-01-31T00:00:00Z, or days such as 30d; it is {given}.");
        });
        return new Command("keys", "Lists, makes and revokes API keys: of the server that --server names, else in this machine's data directory, also without a server.")
        {
            Make("list", "Lists API keys, newest first.", "keys list", ListAsync),
            Make("create", "Makes an API key and prints its secret, this once.", "keys create nightly --scope read --scope submit --expires 90d", CreateAsync, _name, _scopes, _expires, _user),
            Make("revoke", "Revokes an API key, from the next request on.", "keys revoke 7", RevokeAsync, _id),
        };
    }

    private Verb Make(string name, string description, string example, Func<KeyCall, Task> work, params IEnumerable<Symbol> own)
    {
        var verb = new Verb(name, description, example);
        foreach (var symbol in own)
            ServerVerbs.Add(verb, symbol);
        var directory = CommonOptions.DataDirectory("The data directory whose keys they are (Storage:DataDirectory), whatever server the environment names.");
        verb.Options.Add(directory);
        var connection = new ConnectionOptions(streams, settings);
        connection.AddTo(verb);
        var json = CommonOptions.Json();
        verb.Options.Add(json);
        verb.Validators.Add(result =>
        {
            if (result.GetResult(directory) is not null && connection.IsGivenIn(result))
                result.AddError("--server and --data-directory name two places. Give one of them.");
        });
        verb.SetAction((parsed, cancellationToken) =>
        {
            var report = new VerbReport(streams, parsed.GetValue(json));
            return report.RunAsync(
                async token =>
                {
                    await using IKeyDesk keys = parsed.GetValue(directory) is null && connection.NamesServer(parsed)
                        ? new KeysOfServer(await connection.ConnectAsync(parsed))
                        : Here(parsed.GetValue(directory));
                    await work(new KeyCall(parsed, keys, report, token));
                    return ExitCodes.Success;
                },
                cancellationToken);
        });
        return verb;
    }

    private KeysOfThisMachine Here(string? directory) => new KeysOfThisMachine(
        directory is null ? settings : new Dictionary<string, string?>(settings) { ["Storage:DataDirectory"] = Path.GetFullPath(directory) }, customize);

    private async Task ListAsync(KeyCall call)
    {
        var keys = await call.Keys.ListAsync(call.Token);
        await call.Report.SayAsync(keys, () => Table(keys));
    }

    private string Table(IReadOnlyList<KeyBody> keys)
    {
        if (keys.Count == 0)
            return $"There are no API keys.{Environment.NewLine}";
        var table = new TextTable(streams.Width, "Id", "Key", "Owner", "State", "Scopes", "Name");
        foreach (var key in keys)
            table.Add(key.Id.ToString(CultureInfo.InvariantCulture), $"{key.Prefix}…", key.Owner ?? "-", StateOf(key), string.Join(',', key.Scopes), key.Name);
        return table.ToString();
    }

    private static string StateOf(KeyBody key) => key switch
    {
        { RevokedAt: not null } => "revoked",
        { ExpiresAt: { } end } when end <= DateTimeOffset.UtcNow => "expired",
        { ExpiresAt: { } end } => $"to {end.ToLocalTime().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}",
        { ExpiresAt: null } => "good",
    };

    private async Task CreateAsync(KeyCall call)
    {
        var expires = call.Parsed.GetValue(_expires) is { } said ? ExpiryOf(said, DateTimeOffset.UtcNow) : null;
        var scopes = call.Parsed.GetValue(_scopes) is { Length: > 0 } given ? given : UsualScopes;
        var made = await call.Keys.CreateAsync(new WantedKey(call.Parsed.GetRequiredValue(_name), scopes, expires, call.Parsed.GetValue(_user)), call.Token);
        if (!call.Report.IsJson)
            await streams.Error.WriteLineAsync($"Key {made.Key.Id} of {PlainText.Of(made.Key.Owner ?? "nobody")} may {string.Join(", ", made.Key.Scopes)}. Its secret is told this once:");
        await call.Report.SayAsync(made, () => $"{PlainText.Of(made.Secret)}{Environment.NewLine}");
    }

    private async Task RevokeAsync(KeyCall call)
    {
        var revoked = await call.Keys.RevokeAsync(call.Parsed.GetRequiredValue(_id), call.Token);
        await call.Report.SayAsync(revoked, () => $"Key {revoked.Id}, {PlainText.Of(revoked.Name)}, is revoked: it opens nothing any more.{Environment.NewLine}");
    }

    /// <summary>Null when it is no time.</summary>
    private static DateTimeOffset? ExpiryOf(string text, DateTimeOffset now)
    {
        if (text.EndsWith('d') && int.TryParse(text[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var days) && days is > 0 and <= 36_500)
            return now.AddDays(days);
        return DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var time)
            && time.Kind is not DateTimeKind.Unspecified
            && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var moment)
                ? moment.ToUniversalTime()
                : null;
    }

    private sealed record KeyCall(ParseResult Parsed, IKeyDesk Keys, VerbReport Report, CancellationToken Token);
}
