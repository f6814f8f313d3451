using System.Security.Cryptography;
using BatchGen.Batches.Data;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;

namespace BatchGen.Batches.Notices;

/// <summary>Turns wishes into rows: a batch's own, and its owner's.</summary>
internal sealed class NoticeRows(IDataProtectionProvider protection, TimeProvider time)
{
    private readonly IDataProtector _protector = protection.CreateProtector("BatchGen.Notices");

    /// <summary>In the batch's own transaction, so that there is no batch whose end nobody is told of.</summary>
    /// <param name="wish">The batch's own; null has none.</param>
    public async Task AddAsync(BatchGenDbContext db, Batch batch, NoticeWish? wish, CancellationToken cancellationToken)
    {
        List<BatchNotice> rows = [.. Of(batch.PublicId, wish, userId: null)];
        var owner = batch.OwnerId is { } id ? await db.Users.AsNoTracking().SingleOrDefaultAsync(user => user.Id == id, cancellationToken) : null;
        // Whoever names for one batch the address that they are always told at is told once, as the batch says.
        rows.AddRange(Of(batch.PublicId, owner is null ? null : WishOf(owner), owner?.Id)
            .Where(row => row.Kind == NoticeKind.Chat || !rows.Exists(own => own.Kind == row.Kind && own.Address == row.Address)));
        db.Notices.AddRange(rows);
    }

    /// <summary>What they chose for all their batches. A chat's address that cannot be read any more is none.</summary>
    public NoticeWish WishOf(User user) => new()
    {
        Mail = user.NoticeMail,
        Chat = user.ProtectedNoticeChat is { } chat && TryRead(chat, out var address) ? address : null,
        When = user.NoticeWhen,
        Language = user.NoticeLanguage,
    };

    public string Protect(Uri chat) => _protector.Protect(chat.AbsoluteUri);

    /// <exception cref="NoticeRefusedException">The server's keys are no longer those it was kept with.</exception>
    public Uri ChatOf(BatchNotice notice) => TryRead(notice.ProtectedSecret ?? "", out var address)
        ? new Uri(address)
        : throw new NoticeRefusedException("The chat's address cannot be read: the data directory's keys are not those it was kept with. Give it anew.");

    private IEnumerable<BatchNotice> Of(string batchPublicId, NoticeWish? wish, long? userId)
    {
        if (wish is { Mail: { } mail } && !string.IsNullOrWhiteSpace(mail))
            yield return Row(NoticeKind.Mail, NoticeRules.RequireMail(mail, "notify.mail"), secret: null);
        if (wish is { Chat: { } text } && !string.IsNullOrWhiteSpace(text))
        {
            var chat = NoticeRules.RequireChat(text, "notify.chat");
            yield return Row(NoticeKind.Chat, chat.GetLeftPart(UriPartial.Authority), Protect(chat));
        }

        BatchNotice Row(NoticeKind kind, string address, string? secret) => new()
        {
            BatchPublicId = batchPublicId,
            Kind = kind,
            Address = address,
            ProtectedSecret = secret,
            When = wish!.When,
            Language = wish.Language,
            UserId = userId,
            CreatedAt = time.GetUtcNow(),
        };
    }

    private bool TryRead(string kept, out string address)
    {
        try
        {
            address = _protector.Unprotect(kept);
            return true;
        }
        catch (CryptographicException)
        {
            address = "";
            return false;
        }
    }
}
