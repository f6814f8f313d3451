using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;

namespace BatchGen.Chaos.Tests.Witnesses;

/// <summary>Takes the server's webhooks and remembers what they said.</summary>
internal sealed class CallReceiver : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly ConcurrentQueue<ReceivedCall> _calls = new();

    public CallReceiver()
    {
        Address = new Uri($"http://127.0.0.1:{FreePort()}/ended/");
        _listener.Prefixes.Add(Address.ToString());
        _listener.Start();
        _ = ReceiveAsync();
    }

    public Uri Address { get; }

    public IReadOnlyList<ReceivedCall> Calls => [.. _calls];

    public void Dispose() => _listener.Close();

    private async Task ReceiveAsync()
    {
        try
        {
            while (true)
            {
                var context = await _listener.GetContextAsync();
                var call = await JsonSerializer.DeserializeAsync<JsonElement>(context.Request.InputStream);
                _calls.Enqueue(new ReceivedCall(call.GetProperty("data").GetProperty("id").GetString()!, call.GetProperty("type").GetString()!));
                context.Response.Close();
            }
        }
        catch (Exception ended) when (ended is HttpListenerException or ObjectDisposedException)
        {
            // Nobody listens any more.
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

/// <param name="Event">As OpenAI names it: <c>batch.completed</c>.</param>
internal sealed record ReceivedCall(string Batch, string Event);
