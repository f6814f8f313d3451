using System.Globalization;
using System.Net;
using System.Net.WebSockets;
using System.Text;
using System.Text.RegularExpressions;

namespace BatchGen.Benchmarks.Dashboards;

/// <summary>
/// What a browser's tab is to the server: it fetches the page, opens its circuit over a WebSocket in Blazor's own
/// protocol ("blazorpack" of SignalR), takes every drawing and says that it has drawn it. It draws nothing.
/// </summary>
internal sealed partial class CircuitClient : IAsyncDisposable
{
    private const int Invocation = 1;
    private const int Completion = 3;

    private readonly ClientWebSocket _socket = new();
    private readonly SemaphoreSlim _sending = new(1);
    private readonly CancellationTokenSource _closing = new();
    private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task _listening = Task.CompletedTask;
    private long _drawings;
    private long _drawnBytes;

    public long Drawings => Interlocked.Read(ref _drawings);

    public long DrawnBytes => Interlocked.Read(ref _drawnBytes);

    /// <summary>What ended it; null while it lives.</summary>
    public string? Problem { get; private set; }

    public static async Task<CircuitClient> OpenAsync(Uri server, CookieContainer cookies, string path)
    {
        using var http = new HttpClient(new SocketsHttpHandler { CookieContainer = cookies });
        var page = await http.GetStringAsync(new Uri(server, path));
        var client = new CircuitClient();
        client._socket.Options.Cookies = cookies;
        await client._socket.ConnectAsync(new UriBuilder(server) { Scheme = "ws", Path = "/_blazor" }.Uri, CancellationToken.None);
        await client.SendAsync(Encoding.UTF8.GetBytes("{\"protocol\":\"blazorpack\",\"version\":1}\u001e"), WebSocketMessageType.Text);
        client._listening = client.ListenAsync();
        await client.StartAsync(server, path, page);
        return client;
    }

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        await _listening;
        _socket.Dispose();
        _sending.Dispose();
        _closing.Dispose();
    }

    private async Task StartAsync(Uri server, string path, string page)
    {
        var state = State().Match(page) is { Success: true } kept ? kept.Groups[1].Value : "";
        await SendAsync(Call("StartCircuit", "0", 4).Text(server.ToString()).Text(new Uri(server, path).ToString()).Text("[]").Text(state));
        await _started.Task.WaitAsync(TimeSpan.FromSeconds(30));
        var markers = Marker().Matches(page).Select((marker, index) =>
            string.Create(CultureInfo.InvariantCulture, $$"""{"type":"add","ssrComponentId":{{index + 1}},"marker":{{marker.Groups[1].Value}}}"""));
        await SendAsync(Call("UpdateRootComponents", null, 2).Text($$"""{"batchId":1,"operations":[{{string.Join(',', markers)}}]}""").Text(state));
    }

    private async Task ListenAsync()
    {
        var waiting = new List<byte>();
        var buffer = new byte[1 << 16];
        var isGreeted = false;
        try
        {
            while (true)
            {
                var read = await _socket.ReceiveAsync(buffer, _closing.Token);
                if (read.MessageType == WebSocketMessageType.Close)
                    throw new WebSocketException($"The server closed the circuit: {_socket.CloseStatusDescription}");
                waiting.AddRange(buffer.AsSpan(0, read.Count));
                if (!isGreeted && waiting.IndexOf((byte)0x1e) is >= 0 and var end)
                {
                    isGreeted = true;
                    waiting.RemoveRange(0, end + 1);
                }

                while (isGreeted && TakeFrame(waiting) is { } frame)
                    await AnswerAsync(frame);
            }
        }
        catch (OperationCanceledException)
        {
            // Closed by its owner.
        }
        catch (Exception failure) when (failure is WebSocketException or InvalidDataException or IOException)
        {
            Problem = failure.Message;
            _started.TrySetException(failure);
        }
    }

    /// <summary>Null until a whole one has come.</summary>
    private static byte[]? TakeFrame(List<byte> waiting)
    {
        var length = 0;
        for (var i = 0; i < Math.Min(5, waiting.Count); i++)
        {
            length |= (waiting[i] & 0x7f) << (7 * i);
            if ((waiting[i] & 0x80) != 0)
                continue;
            if (waiting.Count < i + 1 + length)
                return null;
            var frame = waiting.GetRange(i + 1, length).ToArray();
            waiting.RemoveRange(0, i + 1 + length);
            return frame;
        }

        return null;
    }

    private Task AnswerAsync(byte[] frame)
    {
        var reader = new PackReader(frame);
        reader.Array();
        var kind = reader.Number();
        if (kind == Completion)
            _started.TrySetResult();
        if (kind != Invocation)
            return Task.CompletedTask;
        reader.EmptyMap();
        _ = reader.Text();
        var target = reader.Text();
        reader.Array();
        switch (target)
        {
            case "JS.RenderBatch":
                var drawing = reader.Number();
                Interlocked.Increment(ref _drawings);
                Interlocked.Add(ref _drawnBytes, reader.Bytes());
                return SendAsync(Call("OnRenderCompleted", null, 2).Number(drawing).Nil());
            case "JS.BeginInvokeJS" when reader.Number() is > 0 and var handle:
                return SendAsync(
                    Call("EndInvokeJSFromDotNet", null, 3).Number(handle).True().Text(string.Create(CultureInfo.InvariantCulture, $"[{handle},true,null]")));
            case "JS.Error":
                Problem = reader.Text();
                return Task.CompletedTask;
            default:
                return Task.CompletedTask;
        }
    }

    /// <summary>The head of a call; its arguments and no streams follow.</summary>
    private static PackWriter Call(string method, string? id, int arguments)
    {
        var call = new PackWriter().Array(5).Number(Invocation).EmptyMap();
        return (id is null ? call.Nil() : call.Text(id)).Text(method).Array(arguments);
    }

    private Task SendAsync(PackWriter message) => SendAsync(message.ToFrame(), WebSocketMessageType.Binary);

    private async Task SendAsync(byte[] message, WebSocketMessageType type)
    {
        await _sending.WaitAsync();
        try
        {
            await _socket.SendAsync(message, type, endOfMessage: true, CancellationToken.None);
        }
        finally
        {
            _sending.Release();
        }
    }

    [GeneratedRegex("""<!--Blazor:(\{"type":"server".*?\})-->""")]
    private static partial Regex Marker();

    [GeneratedRegex("<!--Blazor-Server-Component-State:(.*?)-->")]
    private static partial Regex State();
}
