using System.Net;
using System.Net.Sockets;

namespace BatchGen.EndToEnd;

/// <summary>
/// Stands between a browser and the server, and can be cut as a cable is: what is on its way is lost, and nobody comes through until it is
/// mended. A socket that is closed politely, as a browser's own tools do it, would still send what it holds.
/// </summary>
internal sealed class CuttableLine : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly int _serverPort;
    private readonly Lock _gate = new();
    private readonly HashSet<TcpClient> _open = [];
    private readonly Task _accepting;
    private bool _isCut;

    /// <param name="server">The address of a server on this machine.</param>
    public CuttableLine(string server)
    {
        _serverPort = new Uri(server).Port;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>Where a page is opened so that it is reached through this line. A session of the server holds here too.</summary>
    public string Address => $"http://{_listener.LocalEndpoint}";

    public void Cut()
    {
        lock (_gate)
        {
            _isCut = true;
            foreach (var end in _open)
                Reset(end);
            _open.Clear();
        }
    }

    public void Mend()
    {
        lock (_gate)
            _isCut = false;
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Dispose();
        Cut();
        await _accepting;
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                _ = CarryAsync(await _listener.AcceptTcpClientAsync());
        }
        catch (Exception over) when (over is SocketException or ObjectDisposedException)
        {
            // The line is taken away.
        }
    }

    private async Task CarryAsync(TcpClient page)
    {
        using var server = new TcpClient();
        using (page)
        {
            try
            {
                await server.ConnectAsync(IPAddress.Loopback, _serverPort);
                if (!TryOpen(page, server))
                    return;
                await Task.WhenAny(page.GetStream().CopyToAsync(server.GetStream()), server.GetStream().CopyToAsync(page.GetStream()));
            }
            catch (Exception over) when (over is IOException or SocketException or ObjectDisposedException or InvalidOperationException)
            {
                // Cut, or one end left.
            }
        }

        lock (_gate)
            _open.ExceptWith([page, server]);
    }

    private bool TryOpen(TcpClient page, TcpClient server)
    {
        lock (_gate)
        {
            if (_isCut)
            {
                Reset(page);
                return false;
            }

            _open.UnionWith([page, server]);
            return true;
        }
    }

    private static void Reset(TcpClient end)
    {
        end.LingerState = new LingerOption(enable: true, seconds: 0);
        end.Close();
    }
}
