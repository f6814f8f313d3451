using System.Net;
using System.Net.Sockets;

namespace BatchGen.Batches.Outbound;

/// <summary>Connects to the very address that was judged: between two look-ups a name may change its mind.</summary>
internal static class CheckedConnect
{
    /// <param name="isAllowed">Usually <see cref="PublicAddress.Is"/>.</param>
    /// <param name="refusal">Makes the exception that is thrown when the name stands for an address that is not allowed.</param>
    public static async ValueTask<Stream> ConnectAsync(
        DnsEndPoint target, Predicate<IPAddress> isAllowed, Func<string, IPAddress, Exception> refusal, CancellationToken cancellationToken)
    {
        var addresses = await Dns.GetHostAddressesAsync(target.Host, cancellationToken);
        if (addresses.FirstOrDefault(address => !isAllowed(address)) is { } hidden)
            throw refusal(target.Host, hidden);

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, target.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}

/// <summary>
/// Whether an address belongs to the open internet. What an attacker's name resolves to is judged here and not the name:
/// a link must not make the server talk to its own network (CVE-2024-6587 is one of many).
/// </summary>
internal static class PublicAddress
{
    /// <summary>Special-purpose blocks of IANA's registries (RFC 6890 and its updates).</summary>
    private static readonly IPNetwork[] Special =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24",
            "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
        }.Select(IPNetwork.Parse),
    ];

    /// <summary>Of IPv6 only 2000::/3 is given out; these parts of it embed or tunnel other addresses, or are for documents.</summary>
    private static readonly IPNetwork Global = IPNetwork.Parse("2000::/3");
    private static readonly IPNetwork[] SpecialGlobal = [.. new[] { "2001::/23", "2001:db8::/32", "2002::/16" }.Select(IPNetwork.Parse)];

    public static bool Is(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
            return Is(address.MapToIPv4());
        return address.AddressFamily == AddressFamily.InterNetwork
            ? !Special.Any(block => block.Contains(address))
            : Global.Contains(address) && !SpecialGlobal.Any(block => block.Contains(address));
    }
}
