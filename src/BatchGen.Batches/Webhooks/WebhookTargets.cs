using System.Security.Cryptography;
using BatchGen.Batches.Data;
using Microsoft.AspNetCore.DataProtection;

namespace BatchGen.Batches.Webhooks;

/// <summary>Turns targets into rows and back: the secret is encrypted, so that a copy of the database signs nothing.</summary>
internal sealed class WebhookTargets(IDataProtectionProvider protection, TimeProvider time)
{
    private readonly IDataProtector _protector = protection.CreateProtector("BatchGen.Webhooks");

    public BatchNotice NewRow(string batchPublicId, WebhookTarget target) => new()
    {
        BatchPublicId = batchPublicId,
        Kind = NoticeKind.Webhook,
        Address = target.Url.AbsoluteUri,
        ProtectedSecret = _protector.Protect(target.Secret),
        CreatedAt = time.GetUtcNow(),
    };

    /// <exception cref="WebhookRefusedException">The server's keys are no longer those it was kept with.</exception>
    public WebhookTarget Read(BatchNotice kept)
    {
        try
        {
            return new WebhookTarget(new Uri(kept.Address), _protector.Unprotect(kept.ProtectedSecret!));
        }
        catch (CryptographicException lost)
        {
            throw new WebhookRefusedException($"Its secret cannot be read: the data directory's keys are not those it was kept with. ({lost.Message})");
        }
    }
}
