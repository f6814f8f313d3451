using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using BatchGen.Testing;

namespace BatchGen.EndToEnd;

/// <summary>A real nginx in front of a server, set up word for word as docs/access.md shows it. Ends with the test.</summary>
internal sealed partial class Nginx : IAsyncDisposable
{
    private const string ServerOfTheDocs = "http://127.0.0.1:5080/";

    private static readonly string[] Places = ["/usr/sbin/nginx", "/usr/bin/nginx", "/usr/local/sbin/nginx", "/opt/homebrew/bin/nginx"];

    private readonly ScratchFolder _folder;
    private readonly Process _process;

    private Nginx(ScratchFolder folder, Process process, string address)
    {
        _folder = folder;
        _process = process;
        Address = address;
    }

    public string Address { get; }

    public static async Task<Nginx> StartAsync(string server)
    {
        var program = Places.FirstOrDefault(File.Exists) ?? throw new InvalidOperationException(
            "There is no nginx, and this test runs through a real one. ./test.sh installs it; or run: apt-get install nginx-light");
        var folder = new ScratchFolder();
        var port = FreePort();
        await File.WriteAllTextAsync(folder.File("nginx.conf"), Configuration(folder.Path, port, server));
        var process = Process.Start(new ProcessStartInfo(program, ["-p", folder.Path, "-c", folder.File("nginx.conf"), "-e", folder.File("error.log")]))!;
        var nginx = new Nginx(folder, process, $"http://127.0.0.1:{port}");
        await Patience.UntilAsync(() => nginx.ListensAsync(port), "nginx");
        return nginx;
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _folder.Dispose();
    }

    private async Task<bool> ListensAsync(int port)
    {
        if (_process.HasExited)
            throw new InvalidOperationException($"nginx ended: {await File.ReadAllTextAsync(_folder.File("error.log"))}");
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    /// <summary>What stands before the location belongs to the whole of nginx, the location to one of its servers.</summary>
    private static string Configuration(string folder, int port, string server)
    {
        var shown = Shown().Match(File.ReadAllText(Path.Combine(SourceTree.Root, "docs", "access.md"))).Groups["text"].Value;
        Assert.Contains(ServerOfTheDocs, shown, StringComparison.Ordinal);
        var location = shown.IndexOf("location ", StringComparison.Ordinal);
        return $$"""
            daemon off;
            master_process off;
            pid {{folder}}/nginx.pid;
            events { }
            http {
                access_log off;
                client_body_temp_path {{folder}}/body;
                proxy_temp_path {{folder}}/proxy;
                fastcgi_temp_path {{folder}}/fastcgi;
                uwsgi_temp_path {{folder}}/uwsgi;
                scgi_temp_path {{folder}}/scgi;
                {{shown[..location]}}
                server {
                    listen 127.0.0.1:{{port}};
                    {{shown[location..].Replace(ServerOfTheDocs, $"{server}/", StringComparison.Ordinal)}}
                }
            }
            """;
    }

    /// <summary>nginx does not tell which port it took, so it is given one.</summary>
    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    [GeneratedRegex(@"```nginx\n(?<text>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Shown();
}
