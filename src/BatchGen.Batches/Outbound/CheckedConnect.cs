using System.Net;
using System.Net.Sockets;

namespace BatchGen.Batches.Outbound;

/// <summary>Connects to the very address that was judged: between two look-ups a name may change its mind.</summary>
internal static class CheckedConnect
{
    /// <param name="refusal">Makes the exception that is thrown when the name stands for an address that is not public.</param>
    public static async ValueTask<Stream> ConnectAsync(
        DnsEndPoint target, Func<string, IPAddress, Exception> refusal, CancellationToken cancellationToken)
    {
        var addresses = await Dns.GetHostAddressesAsync(target.Host, cancellationToken);
        if (addresses.FirstOrDefault(address => !PublicAddress.Is(address)) is { } hidden)
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
