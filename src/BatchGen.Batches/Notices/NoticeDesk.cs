using System.Threading.RateLimiting;
using BatchGen.Batches.Data;
using BatchGen.Inference.Sentences;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace BatchGen.Batches.Notices;

/// <summary>What people choose about being told, and the button that tries it.</summary>
public sealed class NoticeDesk : IDisposable
{
    public const int TestsPerMinute = 5;

    private readonly IDbContextFactory<BatchGenDbContext> _contexts;
    private readonly NoticeRows _rows;
    private readonly NoticeSender _sender;
    private readonly IOptionsMonitor<MailOptions> _mail;
    private readonly IOptionsMonitor<NoticeOptions> _options;

    // A button that sends mail to any address is a way to bother people.
    private readonly PartitionedRateLimiter<long> _tests = PartitionedRateLimiter.Create<long, long>(user => RateLimitPartition.GetFixedWindowLimiter(
        user, _ => new FixedWindowRateLimiterOptions { PermitLimit = TestsPerMinute, Window = TimeSpan.FromMinutes(1) }));

    internal NoticeDesk(
        IDbContextFactory<BatchGenDbContext> contexts,
        NoticeRows rows,
        NoticeSender sender,
        IOptionsMonitor<MailOptions> mail,
        IOptionsMonitor<NoticeOptions> options)
    {
        _contexts = contexts;
        _rows = rows;
        _sender = sender;
        _mail = mail;
        _options = options;
    }

    /// <summary>There is a server that takes mail.</summary>
    public bool SendsMail => _mail.CurrentValue.IsSetUp;

    /// <summary>Notices lead to the batch.</summary>
    public bool HasLinks => !string.IsNullOrWhiteSpace(_options.CurrentValue.PublicAddress);

    /// <summary>What holds for every batch that this user submits.</summary>
    public async Task<NoticeWish> GetAsync(long userId, CancellationToken cancellationToken)
    {
        await using var db = await _contexts.CreateDbContextAsync(cancellationToken);
        return await db.Users.AsNoTracking().SingleOrDefaultAsync(user => user.Id == userId, cancellationToken) is { } user
            ? _rows.WishOf(user)
            : new NoticeWish();
    }

    /// <summary>Holds for what they submit from then on; what is taken away holds at once.</summary>
    /// <exception cref="Requests.RequestRefusedException">An address cannot be used.</exception>
    public async Task SaveAsync(long userId, NoticeWish wish, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(wish);
        var mail = string.IsNullOrWhiteSpace(wish.Mail) ? null : NoticeRules.RequireMail(wish.Mail, "mail");
        var chat = string.IsNullOrWhiteSpace(wish.Chat) ? null : _rows.Protect(NoticeRules.RequireChat(wish.Chat, "chat"));
        await using var db = await _contexts.CreateDbContextAsync(cancellationToken);
        await db.Users.Where(user => user.Id == userId).ExecuteUpdateAsync(
            set => set
                .SetProperty(user => user.NoticeMail, mail)
                .SetProperty(user => user.ProtectedNoticeChat, chat)
                .SetProperty(user => user.NoticeWhen, wish.When)
                .SetProperty(user => user.NoticeLanguage, wish.Language),
            cancellationToken);
    }

    /// <summary>Sends a test, once and at once.</summary>
    /// <param name="kind">Mail or Chat.</param>
    /// <returns>What went wrong; null when it got through.</returns>
    /// <exception cref="Requests.RequestRefusedException">The address cannot be used.</exception>
    public async Task<Sentence?> TestAsync(long userId, NoticeKind kind, string address, string? language, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(address);
        using var lease = _tests.AttemptAcquire(userId);
        if (!lease.IsAcquired)
            return $"{TestsPerMinute} tests a minute are enough. Wait a minute, then try again.";
        var text = NoticeText.Test(_sender.Home);
        try
        {
            await (kind switch
            {
                NoticeKind.Mail => _sender.MailAsync(text, NoticeRules.RequireMail(address, "mail"), language, "test", cancellationToken),
                NoticeKind.Chat => _sender.ChatAsync(text, NoticeRules.RequireChat(address, "chat"), language, cancellationToken),
                NoticeKind.Webhook => throw new ArgumentOutOfRangeException(nameof(kind), kind, "A webhook is no person."),
            });
            return null;
        }
        catch (NoticeRefusedException refusal)
        {
            return refusal.Sentence;
        }
        catch (NoticeDelayedException delay)
        {
            return delay.Sentence;
        }
    }

    /// <summary>Of one batch, in the order they were asked for.</summary>
    public async Task<IReadOnlyList<BatchNotice>> ListAsync(string batchPublicId, CancellationToken cancellationToken)
    {
        await using var db = await _contexts.CreateDbContextAsync(cancellationToken);
        return await db.Notices.AsNoTracking().Where(notice => notice.BatchPublicId == batchPublicId).OrderBy(notice => notice.Id)
            .ToListAsync(cancellationToken);
    }

    public void Dispose() => _tests.Dispose();
}
