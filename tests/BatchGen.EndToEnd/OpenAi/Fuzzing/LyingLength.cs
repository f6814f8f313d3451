using System.Globalization;
using System.Net.Sockets;
using System.Text;
using BatchGen.Testing;

namespace BatchGen.EndToEnd.OpenAi.Fuzzing;

/// <summary>Sends a body whose length is not the one its header gives, which no HTTP client lets one do.</summary>
internal static class LyingLength
{
    /// <returns>The status of the first answer; 0 when the server closed without one.</returns>
    public static async Task<int> SendAsync(FuzzGround ground, string method, string path, byte[] body, int declared)
    {
        using var timeout = new CancellationTokenSource(Patience.Ceiling);
        using var client = new TcpClient();
        await client.ConnectAsync(ground.Server.Host, ground.Server.Port, timeout.Token);
        var stream = client.GetStream();
        try
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes(
                $"{method} {path} HTTP/1.1\r\nHost: {ground.Server.Authority}\r\nAuthorization: Bearer {ground.ApiKey}\r\nContent-Type: application/json\r\nContent-Length: {declared}\r\nConnection: close\r\n\r\n"), timeout.Token);
            await stream.WriteAsync(body, timeout.Token);
            // What was promised will never come. (A server that hears nothing more may give up without an answer.)
            if (declared > body.Length)
                client.Client.Shutdown(SocketShutdown.Send);
            using var reader = new StreamReader(stream);
            var first = await reader.ReadLineAsync(timeout.Token);
            return first is { Length: >= 12 } ? int.Parse(first.AsSpan(9, 3), CultureInfo.InvariantCulture) : 0;
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
