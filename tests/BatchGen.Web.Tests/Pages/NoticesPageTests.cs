using BatchGen.Batches.Notices;
using BatchGen.Web.Access;
using BatchGen.Web.Pages.Account;
using Bunit;
using Microsoft.Extensions.DependencyInjection;

namespace BatchGen.Web.Tests.Pages;

public sealed class NoticesPageTests : PageTestBase
{
    private NoticeDesk Desk => Services.GetRequiredService<NoticeDesk>();

    [Fact]
    public async Task Save_KeepsTheAddress_AndShowsItAgain()
    {
        var page = Opened();

        await page.InvokeAsync(() => page.Find("#notice-chat").Input("https://chat.example.com/hooks/x"));
        await page.InvokeAsync(() => page.Find(".save-notices").Click());

        var admin = (await Services.GetRequiredService<Accounts>().ListAsync(CancellationToken.None))[0];
        Assert.Equal("https://chat.example.com/hooks/x", (await Desk.GetAsync(admin.Id, CancellationToken.None)).Chat);
        Assert.Equal("https://chat.example.com/hooks/x", Opened().Find("#notice-chat").GetAttribute("value"));
    }

    [Fact]
    public async Task Save_SaysWhatIsWrong_AndKeepsNothing()
    {
        var page = Opened();

        await page.InvokeAsync(() => page.Find("#notice-chat").Input("ftp://chat.example.com/"));
        await page.InvokeAsync(() => page.Find(".save-notices").Click());

        page.WaitForAssertion(() => Assert.Contains("must be the http or https address", page.Find(".notice").TextContent, StringComparison.Ordinal));
        var admin = (await Services.GetRequiredService<Accounts>().ListAsync(CancellationToken.None))[0];
        Assert.True((await Desk.GetAsync(admin.Id, CancellationToken.None)).IsEmpty);
    }

    [Fact]
    public async Task Test_SaysInASentenceWhatWentWrong()
    {
        var page = Opened();

        await page.InvokeAsync(() => page.Find("#notice-chat").Input("http://127.0.0.1:9/"));
        await page.InvokeAsync(() => page.Find(".test-chat").Click());

        page.WaitForAssertion(() => Assert.Contains("Webhooks:AllowPrivateAddresses", page.Find(".notice-outcome").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public void Mail_CannotBeChosen_WhenTheServerSendsNone() => Assert.True(Opened().Find("#notice-mail").HasAttribute("disabled"));

    [Theory]
    [InlineData("zh-CN", "批次“夜”已完成。")]
    [InlineData(null, "The batch '夜' is done.")]
    [InlineData("fr", "The batch '夜' is done.")]
    public void Voice_SpeaksTheReceiversLanguage(string? language, string words) =>
        Assert.Equal(words, Services.GetRequiredService<INoticeVoice>().Say($"The batch '{"夜"}' is done.", language));

    private IRenderedComponent<NoticesPage> Opened()
    {
        var page = Render<NoticesPage>();
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("#notice-chat")));
        return page;
    }
}
