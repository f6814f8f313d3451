using System.Diagnostics;
using System.Globalization;
using System.Net;
using BatchGen.Benchmarks.Tables;
using BatchGen.Testing;

namespace BatchGen.Benchmarks.Dashboards;

/// <summary>
/// Fifty dashboards open on a batch that runs: what the server's process takes with none and with all of them, and
/// whether its memory grows while they stay open. They are real circuits whose clients draw nothing.
/// </summary>
internal sealed class DashboardsBenchmark : IBenchmark
{
    private const int Dashboards = 50;
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(20);

    public string Name => "dashboards";

    public async Task<ResultTable> RunAsync()
    {
        using var folder = new ScratchFolder();
        using var server = Start(folder.Path);
        var places = ((await server.StandardOutput.ReadLineAsync())!).Split(' ');
        var cookies = new CookieContainer();
        using (var http = new HttpClient(new SocketsHttpHandler { CookieContainer = cookies }))
            await http.GetStringAsync(places[1]);

        var alone = await WatchAsync(server);
        var clients = await Task.WhenAll(Enumerable.Range(0, Dashboards).Select(_ => CircuitClient.OpenAsync(new Uri(places[0]), cookies, "/")));
        await Task.Delay(TimeSpan.FromSeconds(5));
        var drawn = clients.Sum(client => client.Drawings);
        var bytes = clients.Sum(client => client.DrawnBytes);
        var first = await WatchAsync(server);
        var second = await WatchAsync(server);
        var seconds = (second.End.At - first.Start.At).TotalSeconds;
        var figures = new ResultTable(
            $"{Dashboards} dashboards open on one batch of {DashboardServer.Items:N0} items",
            ["Figure", "bound", "value"],
            [
                ["cores used by the server, no dashboard", "", Text(alone.Cores)],
                ["cores used by the server, 50 dashboards", "1", Text(Math.Max(first.Cores, second.Cores))],
                ["items done a second meanwhile", "", Text((second.End.DoneItems - first.Start.DoneItems) / seconds)],
                ["drawings a second and dashboard", "", Text((clients.Sum(client => client.Drawings) - drawn) / seconds / Dashboards)],
                ["KB a second and dashboard", "", Text((clients.Sum(client => client.DrawnBytes) - bytes) / seconds / Dashboards / 1000)],
                ["live memory at the beginning, MB", "", Text(first.Start.LiveBytes / 1e6)],
                ["live memory 40 s later, MB", "no growth", Text(second.End.LiveBytes / 1e6)],
                ["circuits that ended", "0", clients.Count(client => client.Problem is not null).ToString(CultureInfo.InvariantCulture)],
            ]);
        foreach (var client in clients)
            await client.DisposeAsync();
        server.StandardInput.Close();
        await server.WaitForExitAsync();
        return figures;
    }

    private static Process Start(string folder) => Process.Start(new ProcessStartInfo(Environment.ProcessPath!, [DashboardServer.Verb, folder])
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
    })!;

    private static async Task<Watch> WatchAsync(Process server)
    {
        var start = await AskAsync(server);
        await Task.Delay(Window);
        return new Watch(start, await AskAsync(server));
    }

    private static async Task<ServerFigures> AskAsync(Process server)
    {
        await server.StandardInput.WriteLineAsync("figures");
        await server.StandardInput.FlushAsync();
        var parts = ((await server.StandardOutput.ReadLineAsync())!).Split(' ').Select(part => long.Parse(part, CultureInfo.InvariantCulture)).ToList();
        return new ServerFigures(TimeSpan.FromMilliseconds(parts[0]), parts[1], parts[2], Stopwatch.GetElapsedTime(0));
    }

    private static string Text(double value) => value.ToString("0.00", CultureInfo.InvariantCulture);

    private sealed record Watch(ServerFigures Start, ServerFigures End)
    {
        public double Cores => (End.Cpu - Start.Cpu) / (End.At - Start.At);
    }
}
