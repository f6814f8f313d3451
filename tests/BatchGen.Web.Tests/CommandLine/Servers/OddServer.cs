using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace BatchGen.Web.Tests.CommandLine.Servers;

/// <summary>Something that answers as a test wants it to: a proxy, another version, a line that breaks.</summary>
internal sealed class OddServer : IAsyncDisposable
{
    private readonly WebApplication _web;

    private OddServer(WebApplication web) => _web = web;

    public string Address => _web.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();

    public static Task<OddServer> StartAsync(RequestDelegate answer) => StartAsync(answer, certificate: null);

    /// <summary>With a certificate that nobody signed.</summary>
    public static async Task<OddServer> StartUntrustedAsync(RequestDelegate answer)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var made = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        // One whose key is in memory only is not taken everywhere.
        return await StartAsync(answer, X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null));
    }

    public ValueTask DisposeAsync() => _web.DisposeAsync();

    private static async Task<OddServer> StartAsync(RequestDelegate answer, X509Certificate2? certificate)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, 0, listen =>
        {
            if (certificate is not null)
                listen.UseHttps(certificate);
        }));
        builder.WebHost.UseKestrelHttpsConfiguration();
        var web = builder.Build();
        web.Run(answer);
        await web.StartAsync();
        return new OddServer(web);
    }
}
