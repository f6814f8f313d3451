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
