using System.Net;
using System.Net.NetworkInformation;
using System.Net.Security;
using System.Net.Sockets;
using System.Text.Json;

namespace BatchGen.Web.Doctor;

/// <summary>
/// Who is at an address where the server is to listen. It is only asked: to listen there,
/// if for a moment, would be in the way of a server that starts.
/// </summary>
/// <param name="Address">As it was configured.</param>
internal sealed record AddressAnswer(string Address, AddressKind Kind)
{
    /// <summary>Whoever listens on this machine answers in less, unless it is none of ours.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public static async Task<IReadOnlyList<AddressAnswer>> AskAllAsync(IEnumerable<string> addresses, CancellationToken cancellationToken) =>
        await Task.WhenAll(addresses.Select(address => AskAsync(address, cancellationToken)));

    private static async Task<AddressAnswer> AskAsync(string address, CancellationToken cancellationToken) =>
        new(address, await FindAsync(address, cancellationToken));

    private static async Task<AddressKind> FindAsync(string address, CancellationToken cancellationToken)
    {
        if (Parse(address) is not { } parsed)
            return AddressKind.Unreadable;
        // A socket or a pipe; port 0 is whichever is free.
        if (parsed.IsUnixPipe || parsed.IsNamedPipe || parsed.Port == 0)
            return AddressKind.Free;
        if (IPAddress.TryParse(parsed.Host.Trim('[', ']'), out var ip) && !IsOfThisMachine(ip))
            return AddressKind.NotHere;
        return await AskAsync(parsed, HostOf(parsed, ip), cancellationToken);
    }

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

    private static bool IsOfThisMachine(IPAddress ip) =>
        IPAddress.IsLoopback(ip) || ip.Equals(IPAddress.Any) || ip.Equals(IPAddress.IPv6Any)
        || NetworkInterface.GetAllNetworkInterfaces().SelectMany(network => network.GetIPProperties().UnicastAddresses).Any(own => own.Address.Equals(ip));

    /// <summary>Where to ask: what listens everywhere, as on "*" or "0.0.0.0", is on loopback too.</summary>
    private static string HostOf(BindingAddress parsed, IPAddress? ip) => ip switch
    {
        null => "localhost",
        _ when ip.Equals(IPAddress.Any) => "127.0.0.1",
        _ when ip.Equals(IPAddress.IPv6Any) => "[::1]",
        _ => parsed.Host,
    };

    private static async Task<AddressKind> AskAsync(BindingAddress parsed, string host, CancellationToken cancellationToken)
    {
        using var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false };
        // Asked is whether it is one of ours, on this machine, where its certificate names another host; nothing is told to it.
        handler.SslOptions.RemoteCertificateValidationCallback = (_, _, _, errors) => !errors.HasFlag(SslPolicyErrors.RemoteCertificateNotAvailable);
        using var client = new HttpClient(handler) { Timeout = Patience };
        try
        {
            var body = await client.GetStringAsync(new Uri($"{parsed.Scheme}://{host}:{parsed.Port}/healthz"), cancellationToken);
            using var answer = JsonDocument.Parse(body);
            return answer.RootElement.ValueKind == JsonValueKind.Object && answer.RootElement.TryGetProperty("parts", out _)
                ? AddressKind.BatchGen
                : AddressKind.Taken;
        }
        catch (HttpRequestException refused) when (refused.InnerException is SocketException { SocketErrorCode: SocketError.ConnectionRefused })
        {
            return AddressKind.Free;
        }
        catch (Exception failure)
            when (failure is HttpRequestException or JsonException || (failure is TaskCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return AddressKind.Taken;
        }
    }
}

internal enum AddressKind
{
    Free,
    BatchGen,

    /// <summary>Something else listens there, or does not answer as ours do.</summary>
    Taken,

    /// <summary>No network card of this machine has it.</summary>
    NotHere,
    Unreadable,
}
