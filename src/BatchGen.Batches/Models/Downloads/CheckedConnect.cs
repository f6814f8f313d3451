using System.Net;
using System.Net.Sockets;

namespace BatchGen.Batches.Models.Downloads;

/// <summary>Connects to the very address that was judged: between two look-ups a name may change its mind.</summary>
internal static class CheckedConnect
{
    /// <exception cref="DownloadException">The name stands for an address that is not public.</exception>
    public static async ValueTask<Stream> ConnectAsync(DnsEndPoint target, CancellationToken cancellationToken)
    {
        var addresses = await Dns.GetHostAddressesAsync(target.Host, cancellationToken);
        if (addresses.FirstOrDefault(address => !PublicAddress.Is(address)) is { } hidden)
        {
            throw new DownloadException(
                DownloadErrorCodes.PrivateAddress,
                $"{target.Host} stands for {hidden}, which is no address of the open internet. Set Downloads:AllowPrivateAddresses if that is your own mirror.");
        }

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
