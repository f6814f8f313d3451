using System.Net.Sockets;
using BatchGen.Inference.Sentences;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using Microsoft.Extensions.Options;
using MimeKit;

namespace BatchGen.Batches.Notices;

/// <summary>Hands one mail to the mail server of section "Mail".</summary>
internal sealed class MailSender(IOptionsMonitor<MailOptions> options)
{
    public MailOptions Options => options.CurrentValue;

    /// <exception cref="NoticeDelayedException">
    /// It did not get through: the server is away, wants it later, or does not let this one in, which an administrator can mend.
    /// </exception>
    /// <exception cref="NoticeRefusedException">The server refused this mail for good, or there is none.</exception>
    public async Task SendAsync(MimeMessage message, CancellationToken cancellationToken)
    {
        var mail = Options;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(mail.Timeout);
        // Whether a certificate was revoked is asked of whoever issued it, whom a server behind a wall cannot reach.
        using var client = new SmtpClient { CheckCertificateRevocation = false };
        await EnterAsync(client, mail, patience.Token, cancellationToken);
        try
        {
            await client.SendAsync(message, patience.Token);
        }
        catch (SmtpCommandException refusal) when ((int)refusal.StatusCode >= 500)
        {
            throw new NoticeRefusedException($"{mail.Host} refuses the mail: {Answer(refusal)}", refusal);
        }
        catch (Exception failure) when (IsOfTheWay(failure, cancellationToken))
        {
            throw Delayed(mail, failure);
        }

        await LeaveAsync(client, patience.Token);
    }

    private static async Task EnterAsync(SmtpClient client, MailOptions mail, CancellationToken patience, CancellationToken cancellationToken)
    {
        try
        {
            await client.ConnectAsync(mail.Host!, mail.PortOrUsual, SecurityOf(mail.Security), patience);
            if (!string.IsNullOrEmpty(mail.User))
                await client.AuthenticateAsync(mail.User, mail.Password!, patience);
        }
        catch (AuthenticationException refusal)
        {
            throw new NoticeDelayedException($"{mail.Host} does not let BatchGen in. Look at Mail:User and Mail:Password. It said: {ForeignMessage.Of(refusal)}", refusal);
        }
        catch (SslHandshakeException failure)
        {
            throw new NoticeDelayedException(
                $"The connection to {mail.Host} could not be encrypted. Look at Mail:Security, Mail:Port and the server's certificate.", failure);
        }
        catch (NotSupportedException failure)
        {
            throw new NoticeDelayedException($"{mail.Host} does not offer what Mail:Security and Mail:User ask for: {ForeignMessage.Of(failure)}", failure);
        }
        catch (Exception failure) when (IsOfTheWay(failure, cancellationToken))
        {
            throw Delayed(mail, failure);
        }
    }

    /// <summary>The mail is taken already: whatever happens now must not send it again.</summary>
    private static async Task LeaveAsync(SmtpClient client, CancellationToken patience)
    {
        try
        {
            await client.DisconnectAsync(quit: true, patience);
        }
        catch (Exception failure) when (failure is IOException or SocketException or ProtocolException or CommandException or OperationCanceledException)
        {
            // It hung up first.
        }
    }

    private static bool IsOfTheWay(Exception failure, CancellationToken cancellationToken) =>
        failure is IOException or SocketException or ProtocolException or CommandException or TimeoutException or ServiceNotConnectedException
        || (failure is OperationCanceledException && !cancellationToken.IsCancellationRequested);

    private static NoticeDelayedException Delayed(MailOptions mail, Exception failure) => failure switch
    {
        OperationCanceledException => new($"{mail.Host} did not take the mail within {mail.Timeout}.", failure),
        SmtpCommandException answer => new($"{mail.Host} wants the mail later: {Answer(answer)}", failure),
        var other => new($"{mail.Host} cannot be reached on port {mail.PortOrUsual}: {ForeignMessage.Of(other)}", failure),
    };

    private static string Answer(SmtpCommandException answer) => $"{(int)answer.StatusCode} {MailMessages.OneLine(answer.Message)}";

    private static SecureSocketOptions SecurityOf(MailSecurity security) => security switch
    {
        MailSecurity.None => SecureSocketOptions.None,
        MailSecurity.StartTls => SecureSocketOptions.StartTls,
        MailSecurity.Tls => SecureSocketOptions.SslOnConnect,
    };
}
