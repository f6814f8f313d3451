using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace BatchGen.EndToEnd;

/// <summary>The whole way in the other language, on a phone and in the dark.</summary>
public sealed class ChineseTests(Browser browser) : IClassFixture<Browser>
{
    [Fact]
    public async Task Journey_SpeaksChinese_FromThePromptToTheDownload()
    {
        await using var server = new TestServer(engine => engine.Answer = Scenes.Answer);
        await server.StartAsync();
        var page = await browser.OpenAsync(server.Address, 390, 844, ColorScheme.Dark);
        await page.GotoAsync("/language/zh-CN?back=/new");
        await page.Locator("[data-live=true]").WaitForAsync();

        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "新建批次" })).ToBeVisibleAsync();
        await page.Locator("#prompts").FillAsync("写一个函数\n写一个测试");
        await Expect(page.GetByRole(AriaRole.Region, new() { Name = "摘要" })).ToContainTextAsync("条目2");
        await page.GetByRole(AriaRole.Button, new() { Name = "提交", Exact = true }).ClickAsync();

        await page.WaitForURLAsync("**/batches/batch_*");
        await Expect(page.GetByLabel("进度").First).ToContainTextAsync("已完成");
        await page.GetByRole(AriaRole.Link, new() { Name = "下载", Exact = true }).ClickAsync();
        await Expect(page.GetByLabel("下载：文件（ZIP）")).ToBeVisibleAsync();
    }
}
