using BatchGen.Web.Access;
using BatchGen.Web.Wire;

namespace BatchGen.Web.Remote;

/// <summary>Which server is asked, and with what.</summary>
/// <param name="Root">Ends with a slash: paths are relative to it, below whatever folder a proxy shows the server under.</param>
/// <param name="Key">Null asks without one.</param>
/// <param name="Source">What named it, as somebody who changes it would spell it.</param>
/// <param name="KeySource">What named the key; null without one.</param>
internal sealed record ServerAddress(Uri Root, string? Key, string Source, string? KeySource)
{
    private const string Example = "https://batchgen.example:5443";

    /// <summary>As sentences name it.</summary>
    public string Name { get; } = Root.AbsoluteUri.TrimEnd('/');

    /// <summary>The key would travel where others can read it.</summary>
    public bool SendsKeyInTheClear => Key is not null && Root.Scheme == Uri.UriSchemeHttp && !Root.IsLoopback;

    /// <param name="text">With or without the /v1 that OpenAI's clients want.</param>
    /// <exception cref="RemoteException">It is no address of a server, or the key cannot travel in a header.</exception>
    public static ServerAddress Parse(string text, string source, string? key, string? keySource)
    {
        if (!Uri.TryCreate(text.Trim(), UriKind.Absolute, out var given)
            || (given.Scheme != Uri.UriSchemeHttp && given.Scheme != Uri.UriSchemeHttps)
            || given.UserInfo.Length > 0
            || given.Query.Length > 0)
            throw Unusable($"{source} is '{text}', which is no address of a server. Give one such as {Example}.");
        RequireSendable(key, keySource);
        var path = given.AbsolutePath.TrimEnd('/');
        if (path.EndsWith(ApiPaths.OpenAi, StringComparison.Ordinal))
            path = path[..^ApiPaths.OpenAi.Length];
        return new ServerAddress(new UriBuilder(given) { Path = path + "/" }.Uri, key, source, keySource);
    }

    /// <summary>
    /// The server of this machine, at the first address that its configuration names. Whoever may read that configuration may read the
    /// administrator's key in it, so without another key that one is sent: to this machine, and to no other.
    /// </summary>
    /// <exception cref="RemoteException">The configuration names no address.</exception>
    public static ServerAddress OfThisMachine(IConfiguration configuration, string? key, string? keySource)
    {
        const string Source = "Urls";
        var said = ListeningAddresses.Of(configuration).FirstOrDefault(address => address.Length > 0)
            ?? throw Unusable("The configuration names no address to listen at (Urls). Name a server with --server.");
        BindingAddress bound;
        try
        {
            bound = BindingAddress.Parse(said);
        }
        catch (FormatException)
        {
            throw Unusable($"{Source} is '{said}', which is no address to listen at. Name a server with --server.");
        }

        if (bound.IsUnixPipe || bound.IsNamedPipe)
            throw Unusable($"The server of this machine listens at '{said}', which no command reaches. Name an address with --server.");
        var host = ConnectableHost(bound.Host);
        var configured = configuration[$"{AccessOptions.Section}:{nameof(AccessOptions.BootstrapApiKey)}"];
        var root = new UriBuilder(bound.Scheme, host, bound.Port).Uri;
        return key is null && configured is { Length: > 0 } && root.IsLoopback
            ? Parse(root.AbsoluteUri, Source, configured, "Auth:BootstrapApiKey")
            : Parse(root.AbsoluteUri, Source, key, keySource);
    }

    /// <summary>What it listens at that listens everywhere is here, too.</summary>
    private static string ConnectableHost(string host) => host switch
    {
        "*" or "+" or "0.0.0.0" => "127.0.0.1",
        "[::]" => "[::1]",
        _ => host,
    };

    private static void RequireSendable(string? key, string? source)
    {
        if (key is not null && (key.Length == 0 || key.Any(character => character is <= ' ' or > '~')))
            throw Unusable($"{source} is no API key: a key is letters, digits and punctuation, without spaces.");
    }

    private static RemoteException Unusable(string sentence) => new(RemoteFault.Unusable, "server_address_unusable", sentence);
}
