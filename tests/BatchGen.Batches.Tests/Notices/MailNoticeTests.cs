using BatchGen.Batches.Data;
using BatchGen.Batches.Notices;
using BatchGen.Batches.Quotas;
using BatchGen.Batches.Submission;
using BatchGen.Batches.Tests.Testing;
using BatchGen.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using SmtpServer.Protocol;

namespace BatchGen.Batches.Tests.Notices;

/// <summary>From what somebody asks for to the mail, over a real mail server.</summary>
public sealed class MailNoticeTests
{
    private const string Ada = "ada@example.com";

    [Fact]
    public async Task Batch_IsTold_WithCountsAndALink()
    {
        await using var receiver = MailReceiver.Start();
        await using var house = await BatchHouse.CreateAsync(settings: [.. receiver.Settings, ("Notices:PublicAddress", "https://batchgen.example.com/app/")]);

        var batch = await EndAsync(house, "one\ntwo", Ada);

        var mail = Assert.Single(receiver.Mails);
        Assert.Equal("The batch 'test' is done.", mail.Subject);
        Assert.Equal(Ada, mail.To.Mailboxes.Single().Address);
        Assert.Equal("batchgen@example.com", mail.From.Mailboxes.Single().Address);
        foreach (var part in new[] { mail.TextBody, mail.HtmlBody })
        {
            Assert.Contains("Of 2 items, 2 succeeded, 0 failed and 0 were cancelled.", part, StringComparison.Ordinal);
            Assert.Contains($"https://batchgen.example.com/app/batches/{batch}", part, StringComparison.Ordinal);
        }

        Assert.Null((await NoticeAsync(house)).Problem);
        await house.SweepAsync();
        await house.RunJobsAsync();
        Assert.Single(receiver.Mails);
    }

    [Fact]
    public async Task Batch_IsToldWithoutALink_WhenNobodyKnowsTheServersAddress()
    {
        await using var receiver = MailReceiver.Start();
        await using var house = await BatchHouse.CreateAsync(settings: receiver.Settings);

        await EndAsync(house, "one", Ada);

        Assert.DoesNotContain("http", Assert.Single(receiver.Mails).TextBody, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(MailReceiver.Password, true)]
    [InlineData("wrong-password", false)]
    public async Task Test_SignsIn_AndSaysWhenItIsNotLetIn(string password, bool arrives)
    {
        await using var receiver = MailReceiver.Start(asksWho: true);
        await using var house = await BatchHouse.CreateAsync(settings: [.. receiver.Settings, ("Mail:User", MailReceiver.User), ("Mail:Password", password)]);

        var problem = await TestAsync(house);

        Assert.Equal(arrives, problem is null);
        Assert.Equal(arrives ? 1 : 0, receiver.Mails.Count);
        if (problem is not null)
        {
            Assert.Contains("Mail:Password", problem, StringComparison.Ordinal);
            Assert.DoesNotContain(password, problem, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Test_SendsNothingInTheClear_WhenNobodyVouchesForTheServer()
    {
        using var certificate = MailReceiver.NewCertificate();
        await using var receiver = MailReceiver.Start(certificate: certificate);
        await using var house = await BatchHouse.CreateAsync(
            settings: [.. receiver.Settings.Where(setting => setting.Key != "Mail:Security"), ("Mail:Security", "StartTls")]);

        Assert.Contains("could not be encrypted", await TestAsync(house), StringComparison.Ordinal);
        Assert.Empty(receiver.Mails);
    }

    [Fact]
    public async Task Test_SendsNothingInTheClear_WhenTheServerCannotEncrypt()
    {
        await using var receiver = MailReceiver.Start();
        await using var house = await BatchHouse.CreateAsync(
            settings: [.. receiver.Settings.Where(setting => setting.Key != "Mail:Security"), ("Mail:Security", "StartTls")]);

        Assert.Contains("does not offer", await TestAsync(house), StringComparison.Ordinal);
        Assert.Empty(receiver.Mails);
    }

    [Fact]
    public async Task Test_SaysSo_WhenThereIsNoMailServer()
    {
        await using var house = await BatchHouse.CreateAsync();

        Assert.Contains("Mail:Host", await TestAsync(house), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Test_IsNotSent_TheSixthTimeInAMinute()
    {
        await using var house = await BatchHouse.CreateAsync();

        for (var i = 0; i < NoticeDesk.TestsPerMinute; i++)
            Assert.DoesNotContain("a minute", await TestAsync(house), StringComparison.Ordinal);
        Assert.Contains("a minute", await TestAsync(house), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Mail_IsGivenUpWithTheReason_WhenTheServerRefusesIt()
    {
        await using var receiver = MailReceiver.Start();
        receiver.Answers.Enqueue(new SmtpResponse(SmtpReplyCode.MailboxUnavailable, "No such mailbox here"));
        await using var house = await BatchHouse.CreateAsync(settings: receiver.Settings);

        await EndAsync(house, "one", Ada);

        var notice = await NoticeAsync(house);
        Assert.NotNull(notice.NotifiedAt);
        Assert.Contains("550 No such mailbox here", notice.Problem!.ToString(), StringComparison.Ordinal);
        Assert.Empty(receiver.Mails);
    }

    [Fact]
    public async Task Mail_GetsThroughLater_WhenTheServerWantsItLater()
    {
        await using var receiver = MailReceiver.Start();
        receiver.Answers.Enqueue(new SmtpResponse(SmtpReplyCode.ServiceUnavailable, "Come back"));
        await using var house = await BatchHouse.CreateAsync(settings: receiver.Settings);
        await house.SubmitAsync("one", request => request with { Notify = new NoticeWish { Mail = Ada } });
        await CancelAsync(house);
        var job = house.Services.GetRequiredService<NoticeJob>();
        var id = (await NoticeAsync(house)).Id;

        await Assert.ThrowsAsync<NoticeDelayedException>(() => job.RunAsync(id, CancellationToken.None));
        var waiting = await NoticeAsync(house);
        await job.RunAsync(id, CancellationToken.None);
        await job.RunAsync(id, CancellationToken.None);

        Assert.Null(waiting.NotifiedAt);
        Assert.Contains("421", waiting.Problem!.ToString(), StringComparison.Ordinal);
        Assert.Null((await NoticeAsync(house)).Problem);
        Assert.Single(receiver.Mails);
    }

    [Theory]
    [InlineData(NoticeWhen.Always, false, 1)]
    [InlineData(NoticeWhen.Failures, false, 0)]
    [InlineData(NoticeWhen.Failures, true, 1)]
    public async Task Owner_IsToldAsTheyChose(NoticeWhen when, bool fails, int mails)
    {
        await using var receiver = MailReceiver.Start();
        await using var house = await BatchHouse.CreateAsync(settings: receiver.Settings);
        if (fails)
            house.Engine.Behaviour = (_, _) => Task.FromResult(GenerationOutcome.Failure("engine_step_failed", "No."));
        var owner = await AddUserAsync(house);
        await house.Services.GetRequiredService<NoticeDesk>().SaveAsync(owner, new NoticeWish { Mail = Ada, When = when }, CancellationToken.None);

        await house.SubmitAsync("one", request => request with { Submitter = new Submitter(owner, null) });
        await house.RunJobsAsync();

        Assert.Equal(mails, receiver.Mails.Count);
        Assert.NotNull((await NoticeAsync(house)).NotifiedAt);
    }

    [Fact]
    public async Task Owner_IsNotTold_WhenTheyTookItBackMeanwhile()
    {
        await using var receiver = MailReceiver.Start();
        await using var house = await BatchHouse.CreateAsync(settings: receiver.Settings);
        var owner = await AddUserAsync(house);
        var desk = house.Services.GetRequiredService<NoticeDesk>();
        await desk.SaveAsync(owner, new NoticeWish { Mail = Ada }, CancellationToken.None);
        await house.SubmitAsync("one", request => request with { Submitter = new Submitter(owner, null) });

        await desk.SaveAsync(owner, new NoticeWish(), CancellationToken.None);
        await house.RunJobsAsync();

        Assert.Empty(receiver.Mails);
    }

    [Theory]
    [InlineData("a\r\nBcc: eve@example.com")]
    [InlineData("a\nBcc: eve@example.com\n\nb")]
    [InlineData("a\u2028Bcc: eve@example.com")]
    public void Name_BeginsNoHeader(string name)
    {
        var text = new NoticeText("evt_1", $"The batch '{name}' is done.", [], null);

        var written = new MailMessages(new EnglishVoice(), TimeProvider.System).Write(text, "batchgen@example.com", Ada, null, "1").ToString();

        Assert.DoesNotContain(written.Split('\n'), line => line.StartsWith("Bcc", StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData("ada@example.com\r\nBcc: eve@example.com")]
    [InlineData("ada@example.com, eve@example.com")]
    [InlineData("Ada <ada@example.com>")]
    [InlineData("ada")]
    [InlineData("@example.com")]
    [InlineData("ada@")]
    public async Task Submit_IsRefused_WhenItIsNoMailAddress(string address)
    {
        await using var house = await BatchHouse.CreateAsync();

        var outcome = await house.SubmitAsync("one", request => request with { Notify = new NoticeWish { Mail = address } });

        Assert.Equal("invalid_mail_address", Assert.Single(Assert.IsType<SubmissionRefused>(outcome).Problems).Code);
    }

    [Fact]
    public void Options_NameEveryKeyThatIsBad_AtOnce()
    {
        var options = new MailOptions { Host = "mail.example.com", Port = 0, Security = MailSecurity.None, User = "a", Password = "hidden-word", From = "no address", Timeout = TimeSpan.Zero };

        var result = new MailOptionsValidator().Validate(null, options);

        var message = result.FailureMessage!;
        Assert.All(["Mail:Port", "Mail:Security", "Mail:From", "Mail:Timeout"], key => Assert.Contains(key, message, StringComparison.Ordinal));
        Assert.DoesNotContain("hidden-word", message, StringComparison.Ordinal);
        Assert.Equal(ValidateOptionsResult.Success, new MailOptionsValidator().Validate(null, new MailOptions()));
    }

    private static async Task<string?> TestAsync(BatchHouse house) =>
        (await house.Services.GetRequiredService<NoticeDesk>().TestAsync(7, NoticeKind.Mail, Ada, null, CancellationToken.None))?.ToString();

    private static async Task<string> EndAsync(BatchHouse house, string prompts, string mail)
    {
        var outcome = await house.SubmitAsync(prompts, request => request with { Notify = new NoticeWish { Mail = mail } });
        await house.RunJobsAsync();
        return Assert.IsType<SubmissionAccepted>(outcome).BatchPublicId;
    }

    private static async Task CancelAsync(BatchHouse house)
    {
        await using var db = await house.OpenAsync();
        await db.Batches.ExecuteUpdateAsync(
            set => set.SetProperty(batch => batch.State, BatchState.Cancelled).SetProperty(batch => batch.FinishedAt, DateTimeOffset.UtcNow));
    }

    private static async Task<BatchNotice> NoticeAsync(BatchHouse house)
    {
        await using var db = await house.OpenAsync();
        return await db.Notices.AsNoTracking().SingleAsync();
    }

    private static async Task<long> AddUserAsync(BatchHouse house)
    {
        await using var db = await house.OpenAsync();
        var user = db.Users.Add(new User { UserName = "ada", NormalizedUserName = "ADA", Role = Role.Submitter, SecurityStamp = "s" }).Entity;
        await db.SaveChangesAsync();
        return user.Id;
    }
}
