using BatchGen.Engine.Client;
using BatchGen.Web.Access;
using BatchGen.Web.Hosting;
using BatchGen.Web.Tests.Fakes;
using Microsoft.Extensions.DependencyInjection;

namespace BatchGen.Web.Tests.Access;

public sealed class ExposureTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("batchgen-exposure-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("http://127.0.0.1:5080", true)]
    [InlineData("http://localhost:0", true)]
    [InlineData("http://[::1]:80", true)]
    [InlineData("http://unix:/run/batchgen.sock", true)]
    [InlineData("nonsense", true)]
    [InlineData("http://0.0.0.0:5080", false)]
    [InlineData("http://*:5080", false)]
    [InlineData("http://+:5080", false)]
    [InlineData("http://[::]:5080", false)]
    [InlineData("http://192.168.1.20:5080", false)]
    [InlineData("http://localhost.example:5080", false)]
    public void IsLoopback_IsTrue_WhenNoOtherMachineCanConnect(string address, bool expected) =>
        Assert.Equal(expected, Exposure.IsLoopback(address));

    [Theory]
    [InlineData("Urls", "http://0.0.0.0:0", null, false, "exposed_without_password")]
    [InlineData("Urls", "https://0.0.0.0:0", null, false, "exposed_without_password")]
    [InlineData("Urls", "http://127.0.0.1:0;http://*:0", null, true, "exposed_without_password")]
    [InlineData("Urls", "http://0.0.0.0:0", "a good password", false, "exposed_without_tls")]
    [InlineData("Kestrel:Endpoints:Lan:Url", "http://0.0.0.0:0", "a good password", false, "exposed_without_tls")]
    [InlineData("Http_Ports", "0", "a good password", false, "exposed_without_tls")]
    public async Task StartAsync_IsRefused_WhenOthersCouldConnect(string key, string address, string? password, bool behindProxy, string code)
    {
        await using var application = Application(key, address, password, behindProxy);

        var failure = await Assert.ThrowsAsync<AccessException>(() => application.StartAsync());

        Assert.Equal(code, failure.Code);
        Assert.Contains(code, Assert.Single(StartupProblem.Describe(failure)!), StringComparison.Ordinal);
    }

    private BatchGenApplication Application(string key, string address, string? password, bool behindProxy) => new(
        new Dictionary<string, string?>
        {
            ["Urls"] = "http://127.0.0.1:0",
            [key] = address,
            ["Auth:AdminPassword"] = password,
            ["Auth:BehindProxy"] = behindProxy.ToString(),
            ["Storage:DataDirectory"] = Path.Combine(_folder, "data"),
            ["Models:Default"] = Path.Combine(_folder, "missing.gguf"),
        },
        services => services.AddSingleton<IEngineManager>(new FakeEngineManager()));
}
