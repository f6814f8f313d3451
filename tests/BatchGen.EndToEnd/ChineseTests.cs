using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace BatchGen.EndToEnd;

/// <summary>The whole way in the other language, on a phone and in the dark.</summary>
public sealed class ChineseTests(Browser browser) : IClassFixture<Browser>
{
    [Fact]
    public async Task Journey_SpeaksChinese_FromBadLinesToTheDownload()
    {
        await using var server = new TestServer(engine => engine.Answer = Scenes.Answer);
        await server.StartAsync();
        var page = await browser.OpenAsync(server.Address, 390, 844, ColorScheme.Dark);
        await page.GotoLiveAsync("/language/zh-CN?back=/new");

        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "新建批次" })).ToBeVisibleAsync();
        await page.Locator("#prompts").FillAsync("{\"prompt\":\"写一个函数\"}\n{\"prompt\":12}\n不是 JSON\n{\"prompt\":\"写一个测试\"}");
        var problems = page.Locator(".problems");
        await Expect(problems).ToContainTextAsync("第 2 行");
        await Expect(problems).ToContainTextAsync("“prompt”必须是字符串，而不是数字 12。");
        await Expect(problems).ToContainTextAsync("不是有效的 JSON");
        await page.GetByRole(AriaRole.Button, new() { Name = "提交其中 2 个正确条目" }).ClickAsync();

        await page.ArriveAsync("**/batches/batch_*");
        await Expect(page.GetByLabel("进度").First).ToContainTextAsync("部分完成");
        var batch = page.Url;
        await page.GetByRole(AriaRole.Link, new() { Name = "下载", Exact = true }).ClickAsync();
        await Expect(page.GetByLabel("下载：文件（ZIP）")).ToBeVisibleAsync();
        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByLabel("下载：文件（ZIP）").ClickAsync());
        Assert.EndsWith(".zip", download.SuggestedFilename, StringComparison.Ordinal);

        // A phone's list has no room for the reason; the item itself has it, and it was kept with its values.
        await page.GotoLiveAsync($"{batch}?item=2");
        await Expect(page.GetByText("“prompt”必须是字符串，而不是数字 12。").Last).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Language_Stays_ThroughAReloadAndAReconnect()
    {
        await using var server = new TestServer(engine => engine.Duration = TimeSpan.FromSeconds(2));
        await server.StartAsync();
        var batch = await Scenes.SubmitAsync(server, "夜间任务", 20, "写函数");
        var page = await browser.OpenAsync(server.Address);
        await using var line = new CuttableLine(server.Address);
        await page.GotoLiveAsync($"{line.Address}/language/zh-CN?back=/batches/{batch}");

        await page.ReloadAsync();
        await Expect(page.Locator("html")).ToHaveAttributeAsync("lang", "zh-CN");
        await page.Locator("[data-live=true]").WaitForAsync();
        line.Cut();
        await Expect(page.GetByText("连接已断开")).ToBeVisibleAsync();
        await Scenes.EndAsync(server, batch);
        line.Mend();

        await Expect(page.Locator("#components-reconnect-modal")).ToBeHiddenAsync();
        await Expect(page.GetByLabel("进度").First).ToContainTextAsync("已完成");
    }

    [Fact]
    public async Task SignIn_SpeaksTheBrowsersLanguage_BeforeAnybodyHasChosen()
    {
        await using var server = new TestServer();
        await server.StartAsync();
        var page = await browser.OpenAsStrangerAsync(server.Address, language: "zh-CN");

        await page.GotoStillAsync("/account/sign-in");

        await Expect(page.Locator("html")).ToHaveAttributeAsync("lang", "zh-CN");
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "登录", Exact = true })).ToBeVisibleAsync();
    }
}
