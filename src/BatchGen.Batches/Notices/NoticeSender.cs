using BatchGen.Batches.Webhooks;
using Microsoft.Extensions.Options;

namespace BatchGen.Batches.Notices;

/// <summary>Tells people: by mail or in a chat.</summary>
internal sealed class NoticeSender(
    MailSender mail, MailMessages mails, WebhookSender calls, ChatMessages chats, IOptionsMonitor<NoticeOptions> options)
{
    /// <summary>Where the server itself is; null while there is no public address.</summary>
    public Uri? Home => options.CurrentValue.PublicAddress is { Length: > 0 } address ? new Uri(address.Trim()) : null;

    public Uri? LinkTo(string batchPublicId) => options.CurrentValue.LinkTo(batchPublicId);

    /// <param name="copy">Tells two receivers of the same notice apart.</param>
    /// <exception cref="NoticeDelayedException">It did not get through; worth another try.</exception>
    /// <exception cref="NoticeRefusedException">It is not to be sent at all.</exception>
    public Task MailAsync(NoticeText text, string to, string? language, string copy, CancellationToken cancellationToken) =>
        mail.Options is { IsSetUp: true, From: { } from }
        ? mail.SendAsync(mails.Write(text, from, to, language, copy), cancellationToken)
        : throw new NoticeRefusedException("This server sends no mail. An administrator can change that with Mail:Host and Mail:From in its configuration.");

    /// <inheritdoc cref="MailAsync"/>
    public async Task ChatAsync(NoticeText text, Uri address, string? language, CancellationToken cancellationToken)
    {
        try
        {
            using var message = chats.Write(text, address, language);
            await calls.PostAsync(message, cancellationToken);
        }
        catch (WebhookRefusedException refusal)
        {
            throw new NoticeRefusedException(refusal.Sentence, refusal);
        }
        catch (WebhookDelayedException failure)
        {
            throw new NoticeDelayedException(failure.Sentence, failure);
        }
    }
}
