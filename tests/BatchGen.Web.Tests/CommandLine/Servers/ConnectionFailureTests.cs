using System.Net;
using System.Net.Sockets;
using BatchGen.Batches.Data;
using BatchGen.Web.Access;
using BatchGen.Web.CommandLine;
using BatchGen.Web.Remote;
using BatchGen.Web.Tests.Access;
using BatchGen.Web.Tests.Hosting;
using BatchGen.Web.Tests.OpenAi;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace BatchGen.Web.Tests.CommandLine.Servers;

/// <summary>Whatever keeps a command from its server is one sentence with a code of its own, in text and as a document.</summary>
public sealed class ConnectionFailureTests(ScriptedServer server) : IClassFixture<ScriptedServer>
{
    private static readonly string[] List = ["batches", "list"];

    [Fact]
    public async Task Refused_NamesTheAddressAndWhereItWasSaid()
    {
        using var shell = Shell.At($"http://127.0.0.1:{FreePort()}", "bgk_a-key");

        var said = await BothAsync(shell, ExitCodes.NotReached, "connection_refused");

        Assert.Contains("BATCHGEN_SERVER", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refused_SaysHowToStart_WhenItIsThisMachines()
    {
        using var shell = new Shell { Settings = { ["Urls"] = $"http://127.0.0.1:{FreePort()}" } };

        var said = await BothAsync(shell, ExitCodes.NotReached, "connection_refused");

        Assert.Contains("batchgen serve", said, StringComparison.Ordinal);
    }

    /// <summary>Which machine knows which names is not for a test to ask.</summary>
    [Theory]
    [InlineData(HttpRequestError.NameResolutionError, SocketError.HostNotFound, "host_not_found")]
    [InlineData(HttpRequestError.ConnectionError, SocketError.TryAgain, "host_not_found")]
    [InlineData(HttpRequestError.ConnectionError, SocketError.HostUnreachable, "connection_failed")]
    [InlineData(HttpRequestError.ConnectionError, SocketError.TimedOut, "connection_failed")]
    [InlineData(HttpRequestError.ConnectionError, SocketError.ConnectionRefused, "connection_refused")]
    [InlineData(HttpRequestError.ResponseEnded, SocketError.ConnectionReset, "connection_broken")]
    public void Describe_TellsFailuresApart(HttpRequestError error, SocketError socket, string code)
    {
        var address = ServerAddress.Parse("http://batchgen.example:5080/v1/", "--server", null, null);

        var described = ConnectionFailures.Describe(new HttpRequestException(error, "It failed", new SocketException((int)socket)), address)!;

        Assert.Equal((code, RemoteFault.NotReached), (described.Code, described.Fault));
        Assert.Contains("batchgen.example", described.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tls_IsNamed_WhenTheServerSpeaksNone_OrIsNotTrusted()
    {
        using var plain = Shell.At(server.Address.Replace("http://", "https://", StringComparison.Ordinal), "bgk_a-key");
        await BothAsync(plain, ExitCodes.NotReached, "tls_failed");

        await using var untrusted = await OddServer.StartUntrustedAsync(http => http.Response.WriteAsync("never"));
        using var shell = Shell.At(untrusted.Address, "bgk_a-key");
        Assert.Contains("certificate", await BothAsync(shell, ExitCodes.NotReached, "tls_failed"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Key_IsAskedForOrRefused()
    {
        using var without = Shell.At(server.Address, key: null);
        using var wrong = Shell.At(server.Address, "bgk_nobody-has-ever-issued-this");
        using var viewer = await Shell.AtAsync(server, Role.Viewer);

        Assert.Contains("BATCHGEN_KEY", await BothAsync(without, ExitCodes.NotReached, "missing_api_key"), StringComparison.Ordinal);
        Assert.Contains("BATCHGEN_KEY", await BothAsync(wrong, ExitCodes.NotReached, "invalid_api_key"), StringComparison.Ordinal);
        (await viewer.RunAsync("submit", viewer.Write("one.txt", "first"), "--json")).Failed(ExitCodes.NotReached, "insufficient_rights");
        Assert.DoesNotContain("bgk_", (await wrong.RunAsync("batches", "list")).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Quota_TellsWhenToTryAgain()
    {
        var user = await Visitor.UserAsync(server, Role.Submitter);
        var key = await server.Services.GetRequiredService<ApiKeys>().IssueAsync(
            user, new NewApiKey("narrow", Rights.Read | Rights.Submit, MaxQueuedItems: 1), "test", CancellationToken.None);
        using var shell = Shell.At(server.Address, key.Secret);
        var two = shell.Write("two.txt", "first\nsecond");

        var said = (await shell.RunAsync("submit", two)).Failed(ExitCodes.Refused, "quota_items_exceeded");

        Assert.Matches(@"Try again in \d+ s\.", said.Error);
        (await shell.RunAsync("submit", two, "--json")).Failed(ExitCodes.Refused, "quota_items_exceeded");
    }

    [Theory]
    [InlineData(200, "text/html", "<html><body>Welcome to the proxy</body></html>")]
    [InlineData(502, "text/html", "<html><body>Bad gateway</body></html>")]
    [InlineData(200, "application/json", "{\"hello\":1}")]
    [InlineData(404, "application/json", "{\"detail\":\"Not Found\"}")]
    [InlineData(200, "application/json", "cut {")]
    [InlineData(404, "text/plain", "This machine is a worker: it has no pages and no API. Ask one that serves them (Node:Role).")]
    [InlineData(302, "text/html", "")]
    public async Task Answer_IsNotOurs_WhenSomethingElseAnswers(int status, string type, string body)
    {
        await using var odd = await OddServer.StartAsync(async http =>
        {
            http.Response.StatusCode = status;
            http.Response.ContentType = type;
            http.Response.Headers.Location = status == 302 ? "https://sign-in.example/" : default;
            await http.Response.WriteAsync(body);
        });
        using var shell = Shell.At(odd.Address, "bgk_a-key");

        var said = await BothAsync(shell, ExitCodes.NotReached, "not_batchgen");

        if (type == "text/plain")
            Assert.Contains("is a worker", said, StringComparison.Ordinal);
        Assert.DoesNotContain('<', said);
    }

    /// <summary>What does not speak HTTP at all.</summary>
    [Fact]
    public async Task Answer_IsNotOurs_WhenItIsNoHttp()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var answering = Task.Run(async () =>
        {
            while (true)
            {
                using var client = await listener.AcceptTcpClientAsync();
                await client.GetStream().WriteAsync("220 mail.example ESMTP\r\n"u8.ToArray());
            }
        });
        using var shell = Shell.At($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}", key: null);

        var said = await shell.RunAsync("batches", "list");

        Assert.Equal(ExitCodes.NotReached, said.Exit);
        Assert.Single(said.Error.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries));
        listener.Stop();
        await Assert.ThrowsAnyAsync<Exception>(() => answering);
    }

    [Theory]
    [InlineData("9.9.9+other", "9.9.9+other")]
    [InlineData(null, "an older version")]
    public async Task Version_IsNamed_WhenTheServerDoesNotKnowWhatIsAsked(string? version, string shown)
    {
        await using var other = await OddServer.StartAsync(async http =>
        {
            http.Response.ContentType = "application/json";
            var knows = version is not null && http.Request.Path == "/api/version";
            http.Response.StatusCode = knows ? 200 : 404;
            await http.Response.WriteAsync(knows
                ? $$"""{"version":"{{version}}"}"""
                : """{"error":{"message":"There is no GET here.","type":"invalid_request_error","param":null,"code":"unknown_url"}}""");
        });
        using var shell = Shell.At(other.Address, "bgk_a-key");

        Assert.Contains(shown, await BothAsync(shell, ExitCodes.NotReached, "server_of_another_version"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ftp://batchgen.example")]
    [InlineData("batchgen.example:5080")]
    [InlineData("http://ada:secret@batchgen.example")]
    [InlineData("nonsense")]
    public async Task Address_IsUnusable_WhenItIsNone(string address)
    {
        using var shell = Shell.At(address, "bgk_a-key");

        await BothAsync(shell, ExitCodes.Unusable, "server_address_unusable");
    }

    [Fact]
    public async Task Key_IsUnusable_WhenItCannotTravel()
    {
        using var shell = Shell.At(server.Address, "two words");

        Assert.DoesNotContain("two words", await BothAsync(shell, ExitCodes.Unusable, "server_address_unusable"), StringComparison.Ordinal);
    }

    /// <summary>The option wins over the environment, and an address may end as OpenAI's clients want it.</summary>
    [Fact]
    public async Task Options_WinOverTheEnvironment()
    {
        using var program = await server.ProgramAsync(Role.Submitter);
        using var shell = Shell.At("http://127.0.0.1:1", "bgk_wrong");

        (await shell.RunAsync("batches", "list", "--server", $"{server.Address}/v1/", "--key", Shell.KeyOf(program))).Succeeded();
    }

    /// <summary>Whoever may read the configuration may do what the key in it may, on this machine and nowhere else.</summary>
    [Fact]
    public async Task ThisMachinesServer_IsAskedWithTheConfiguredKey_AndNoOtherIs()
    {
        using var local = new Shell();
        local.Settings["Urls"] = server.Address.Replace("127.0.0.1", "*", StringComparison.Ordinal);
        local.Settings["Auth:BootstrapApiKey"] = RunningServer.ApiKey;
        using var named = Shell.At(server.Address, key: null);
        named.Settings["Auth:BootstrapApiKey"] = RunningServer.ApiKey;

        (await local.RunAsync("batches", "list")).Succeeded();
        (await named.RunAsync("batches", "list")).Failed(ExitCodes.NotReached, "missing_api_key");
    }

    [Fact]
    public void ServerAddress_SendsKeysInTheClear_OnlyToThisMachine()
    {
        Assert.True(ServerAddress.Parse("http://batchgen.example", "--server", "k", "--key").SendsKeyInTheClear);
        Assert.False(ServerAddress.Parse("https://batchgen.example", "--server", "k", "--key").SendsKeyInTheClear);
        Assert.False(ServerAddress.Parse("http://localhost:5080", "--server", "k", "--key").SendsKeyInTheClear);
        Assert.Equal("https://tools.example/batchgen/", ServerAddress.Parse("https://tools.example/batchgen/v1", "--server", null, null).Root.AbsoluteUri);
    }

    /// <returns>The sentence.</returns>
    private static async Task<string> BothAsync(Shell shell, int exit, string code)
    {
        (await shell.RunAsync([.. List, "--json"])).Failed(exit, code);
        var said = (await shell.RunAsync(List)).Failed(exit, code).Error;
        Assert.Single(said.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries));
        return said;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
