using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace BatchGen.Batches.Tests.Webhooks;

/// <summary>Listens on loopback and keeps what it is sent.</summary>
internal sealed class CallReceiver : IAsyncDisposable
{
    private readonly HttpListener _listener = new();
    private readonly Task _listening;

    private CallReceiver(Uri address)
    {
        Address = address;
        _listener.Prefixes.Add(address.AbsoluteUri);
        _listener.Start();
        _listening = ListenAsync();
    }

    public Uri Address { get; }

    public ConcurrentQueue<ReceivedCall> Calls { get; } = [];

    public static CallReceiver Start()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        var port = ((IPEndPoint)probe.LocalEndpoint).Port;
        probe.Stop();
        return new CallReceiver(new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}/")));
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await _listening;
        _listener.Close();
    }

    private async Task ListenAsync()
    {
        while (_listener.IsListening)
        {
            try
            {
                var context = await _listener.GetContextAsync();
                using var reader = new StreamReader(context.Request.InputStream);
                var body = await reader.ReadToEndAsync();
                var seconds = long.Parse(context.Request.Headers["webhook-timestamp"] ?? "0", CultureInfo.InvariantCulture);
                Calls.Enqueue(new ReceivedCall(
                    context.Request.Headers["webhook-id"]
                        ?? "", DateTimeOffset.FromUnixTimeSeconds(seconds), context.Request.Headers["webhook-signature"]
                        ?? "", body));
                context.Response.Close();
            }
            catch (Exception stopped) when (stopped is HttpListenerException or ObjectDisposedException)
            {
                return;
            }
        }
    }
}
