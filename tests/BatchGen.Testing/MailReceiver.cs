using System.Buffers;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using MimeKit;
using SmtpServer;
using SmtpServer.Authentication;
using SmtpServer.ComponentModel;
using SmtpServer.Mail;
using SmtpServer.Protocol;
using SmtpServer.Storage;

namespace BatchGen.Testing;

/// <summary>A real mail server on loopback that keeps what it is sent.</summary>
public sealed class MailReceiver : IAsyncDisposable
{
    public const string User = "batchgen";
    public const string Password = "right-password";

    private readonly CancellationTokenSource _stop = new();
    private readonly Task _serving;

    private MailReceiver(int port, bool asksWho, X509Certificate2? certificate)
    {
        Port = port;
        var options = new SmtpServerOptionsBuilder().ServerName("localhost").Endpoint(endpoint =>
        {
            endpoint.Endpoint(new IPEndPoint(IPAddress.Loopback, port)).AllowUnsecureAuthentication().AuthenticationRequired(asksWho);
            if (certificate is not null)
                endpoint.Certificate(certificate);
        }).Build();
        var services = new ServiceProvider();
        services.Add(new Store(this));
        services.Add(new Door());
        _serving = new SmtpServer.SmtpServer(options, services).StartAsync(_stop.Token);
    }

    public int Port { get; }

    public ConcurrentQueue<MimeMessage> Mails { get; } = [];

    /// <summary>What it answers to the next mails, before it takes one; empty takes all.</summary>
    public ConcurrentQueue<SmtpResponse> Answers { get; } = [];

    /// <summary>What a server is configured with that sends its mail here.</summary>
    public (string Key, string Value)[] Settings =>
    [
        ("Mail:Host", "127.0.0.1"), ("Mail:Port", $"{Port}"), ("Mail:Security", "None"), ("Mail:From", "batchgen@example.com"),
    ];

    public static MailReceiver Start(bool asksWho = false, X509Certificate2? certificate = null)
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        var port = ((IPEndPoint)probe.LocalEndpoint).Port;
        probe.Stop();
        return new MailReceiver(port, asksWho, certificate);
    }

    /// <summary>That nobody vouches for.</summary>
    public static X509Certificate2 NewCertificate()
    {
        using var key = RSA.Create(2048);
        using var made = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            .CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pfx), null);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        try
        {
            await _serving;
        }
        catch (OperationCanceledException)
        {
            // As asked.
        }

        _stop.Dispose();
    }

    private sealed class Store(MailReceiver receiver) : MessageStore
    {
        public override Task<SmtpResponse> SaveAsync(
            ISessionContext context, IMessageTransaction transaction, ReadOnlySequence<byte> buffer, CancellationToken cancellationToken)
        {
            if (receiver.Answers.TryDequeue(out var answer))
                return Task.FromResult(answer);
            receiver.Mails.Enqueue(MimeMessage.Load(new MemoryStream(buffer.ToArray()), cancellationToken));
            return Task.FromResult(SmtpResponse.Ok);
        }
    }

    private sealed class Door : UserAuthenticator
    {
        public override Task<bool> AuthenticateAsync(ISessionContext context, string user, string password, CancellationToken cancellationToken) =>
            Task.FromResult(user == User && password == Password);
    }
}
