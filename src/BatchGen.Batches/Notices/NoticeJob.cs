using BatchGen.Batches.Data;
using BatchGen.Batches.Webhooks;
using BatchGen.Inference.Sentences;
using Hangfire;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace BatchGen.Batches.Notices;

/// <summary>Tells one of those who asked for it that a batch has ended. At least once: a crash after the sending repeats it with the same id.</summary>
public sealed class NoticeJob
{
    private readonly IDbContextFactory<BatchGenDbContext> _contexts;
    private readonly WebhookTargets _targets;
    private readonly WebhookSender _calls;
    private readonly NoticeRows _rows;
    private readonly NoticeSender _people;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;

    internal NoticeJob(
        IDbContextFactory<BatchGenDbContext> contexts,
        WebhookTargets targets,
        WebhookSender calls,
        NoticeRows rows,
        NoticeSender people,
        TimeProvider time,
        ILogger<NoticeJob> logger)
    {
        _contexts = contexts;
        _targets = targets;
        _calls = calls;
        _rows = rows;
        _people = people;
        _time = time;
        _logger = logger;
    }

    // About a day in all; after the last try Hangfire keeps the job as failed, and the row says why.
    [JobDisplayName("Notice {0}")]
    [AutomaticRetry(Attempts = 9, DelaysInSeconds = [5, 30, 120, 600, 1_800, 3_600, 10_800, 21_600, 43_200])]
    public async Task RunAsync(long noticeId, CancellationToken cancellationToken)
    {
        await using var db = await _contexts.CreateDbContextAsync(cancellationToken);
        if (await db.Notices.AsNoTracking().SingleOrDefaultAsync(notice => notice.Id == noticeId, cancellationToken) is not { NotifiedAt: null } notice
            || await db.Batches.AsNoTracking().SingleOrDefaultAsync(batch => batch.PublicId == notice.BatchPublicId, cancellationToken) is not { } batch
            || BatchEnd.Of(batch) is not { } end)
            return;

        try
        {
            if (await IsWantedAsync(db, notice, batch, end, cancellationToken))
                await SendAsync(notice, batch, end, cancellationToken);
            // A crash before this line tells it again, with the same id.
            CrashPoints.Pass(CrashPoint.NoticeSent);
            await SettleAsync(db, notice, problem: null, cancellationToken);
        }
        catch (NoticeRefusedException refusal)
        {
            _logger.LogWarning(
                "Notice {Notice} of batch {Batch} by {Kind} is not sent: {Reason}", notice.Id, notice.BatchPublicId, notice.Kind, refusal.Message);
            await SettleAsync(db, notice, refusal.Sentence, cancellationToken);
        }
        catch (NoticeDelayedException delay)
        {
            await db.Notices.Where(other => other.Id == notice.Id)
                .ExecuteUpdateAsync(set => set.SetProperty(other => other.Problem, delay.Sentence), cancellationToken);
            throw;
        }
    }

    private async Task<bool> IsWantedAsync(BatchGenDbContext db, BatchNotice notice, Batch batch, BatchEnd end, CancellationToken cancellationToken)
    {
        var isWanted = notice.When switch
        {
            NoticeWhen.Always => true,
            NoticeWhen.Failures => NoticeText.IsFailure(batch, end),
        };
        if (!isWanted || notice.UserId is not { } userId)
            return isWanted;
        // A preference that was taken back or changed meanwhile holds no more, nor that of somebody who may not sign in.
        return await db.Users.AsNoTracking().SingleOrDefaultAsync(user => user.Id == userId, cancellationToken) is { IsDisabled: false } user
            && (notice.Kind == NoticeKind.Mail ? user.NoticeMail == notice.Address : _rows.WishOf(user).Chat == _rows.ChatOf(notice).AbsoluteUri);
    }

    private Task SendAsync(BatchNotice notice, Batch batch, BatchEnd end, CancellationToken cancellationToken)
    {
        var text = NoticeText.Of(batch, end, _people.LinkTo(batch.PublicId));
        return notice.Kind switch
        {
            NoticeKind.Webhook => CallAsync(notice, end, cancellationToken),
            NoticeKind.Chat => _people.ChatAsync(text, _rows.ChatOf(notice), notice.Language, cancellationToken),
            NoticeKind.Mail => _people.MailAsync(text, notice.Address, notice.Language, InvariantText.Of($"{notice.Id}"), cancellationToken),
        };
    }

    private async Task CallAsync(BatchNotice notice, BatchEnd end, CancellationToken cancellationToken)
    {
        try
        {
            var happened = WebhookEvent.Of(end, end.At ?? _time.GetUtcNow());
            await _calls.SendAsync(_targets.Read(notice), happened.Id, happened.ToJson(), cancellationToken);
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

    private Task<int> SettleAsync(BatchGenDbContext db, BatchNotice notice, Sentence? problem, CancellationToken cancellationToken)
    {
        var now = _time.GetUtcNow();
        return db.Notices.Where(other => other.Id == notice.Id).ExecuteUpdateAsync(
            set => set.SetProperty(other => other.NotifiedAt, now).SetProperty(other => other.Problem, problem), cancellationToken);
    }
}
