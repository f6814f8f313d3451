using System.Net;
using Microsoft.Extensions.Options;

namespace BatchGen.Web.Access;

/// <summary>What must hold before others than this machine may connect.</summary>
internal sealed class Exposure(IOptions<AccessOptions> options, Accounts accounts)
{
    /// <param name="addresses">Where the server will listen, e.g. "http://0.0.0.0:5080".</param>
    /// <exception cref="AccessException">exposed_without_password or exposed_without_tls.</exception>
    public async Task RequireSafeAsync(IEnumerable<string> addresses, CancellationToken cancellationToken)
    {
        var exposed = addresses.Where(address => !IsLoopback(address)).ToList();
        if (exposed.Count == 0)
            return;
        if (!await accounts.HasAdminPasswordAsync(cancellationToken))
            throw new AccessException(
                "exposed_without_password",
                $"{exposed[0]} can be reached from other machines, and no administrator has a password. "
                + "Start on loopback first and choose one in the browser, or set Auth:AdminPassword.");
        if (!options.Value.BehindProxy && exposed.FirstOrDefault(address => !IsEncrypted(address)) is { } plain)
            throw new AccessException(
                "exposed_without_tls",
                $"{plain} can be reached from other machines, and passwords would travel in the clear. "
                + "Give an https address with a certificate, or say --behind-proxy when a proxy in front ends TLS.");
    }

    internal static bool IsLoopback(string address)
    {
        // The server's own reading: "http://*:80" and "http://+:80" are addresses to it, but not to System.Uri.
        if (Parse(address) is not { } parsed)
            return true;
        return parsed.IsUnixPipe
            || parsed.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            || (IPAddress.TryParse(parsed.Host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip));
    }

    /// <summary>Null for what is no address: the server cannot listen there, and says so itself.</summary>
    private static BindingAddress? Parse(string address)
    {
        try
        {
            return BindingAddress.Parse(address);
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static bool IsEncrypted(string address) => address.StartsWith("https://", StringComparison.OrdinalIgnoreCase);
}

/// <summary>Every address that the configuration names, in all the ways it can.</summary>
internal static class ListeningAddresses
{
    public static IEnumerable<string> Of(IConfiguration configuration) =>
    [
        .. Split(configuration["Urls"]),
        .. Split(configuration["Http_Ports"]).Select(port => $"http://*:{port}"),
        .. Split(configuration["Https_Ports"]).Select(port => $"https://*:{port}"),
        .. configuration.GetSection("Kestrel:Endpoints").GetChildren().Select(endpoint => endpoint["Url"] ?? ""),
    ];

    private static string[] Split(string? values) =>
        (values ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}

/// <summary>The server must not start like this. The message is a sentence for a person; the code is stable.</summary>
internal sealed class AccessException(string code, string message) : Exception(message)
{
    public string Code { get; } = code;
}
