using System.IO.Pipes;
using System.Net.Sockets;
using System.Security.Principal;

namespace BatchGen.Engine.Supervision;

/// <summary>Connects to an engine's Unix domain socket, or to its named pipe on Windows.</summary>
internal static class EngineSocket
{
    private static readonly TimeSpan RetryInterval = TimeSpan.FromMilliseconds(10);

    public static async ValueTask<Stream> ConnectAsync(string address, CancellationToken cancellationToken)
    {
        if (OperatingSystem.IsWindows())
        {
            var pipe = new NamedPipeClientStream(
                ".", address, PipeDirection.InOut, PipeOptions.WriteThrough | PipeOptions.Asynchronous, TokenImpersonationLevel.Anonymous);
            await pipe.ConnectAsync(cancellationToken);
            return pipe;
        }

        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(address), cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>A child tells nobody when it listens; asking every few milliseconds is the portable way to know.</summary>
    public static async Task WaitUntilListeningAsync(string address, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                await using var probe = await ConnectAsync(address, cancellationToken);
                return;
            }
            catch (SocketException)
            {
                await Task.Delay(RetryInterval, cancellationToken);
            }
        }
    }
}
