using BatchGen.Batches.Data;
using BatchGen.Web.Access;
using BatchGen.Web.Pages.Settings;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace BatchGen.Web.Tests.Pages;

public sealed class SettingsPageTests : PageTestBase
{
    private const string Secret = "a key that nobody may read here";

    public SettingsPageTests()
    {
        Services.GetRequiredService<IOptions<StorageOptions>>().Value.KeepResultsFor = TimeSpan.FromDays(30);
        Services.GetRequiredService<IOptions<AccessOptions>>().Value.BootstrapApiKey = Secret;
    }

    [Fact]
    public void Render_SaysHowLongBatchesAreKept_AndEverySettingByItsKey()
    {
        var page = Render<SettingsPage>();

        Assert.Contains("30 d", page.Find("section").TextContent, StringComparison.Ordinal);
        var lines = page.FindAll(".settings dt");
        Assert.All(lines, line => Assert.DoesNotContain(':', line.ChildNodes[0].TextContent));
        Assert.Contains(lines, line => line.TextContent.Contains("Engine:Slots", StringComparison.Ordinal));
    }

    [Fact]
    public void Render_ShowsNoSecret() => Assert.DoesNotContain(Secret, Render<SettingsPage>().Markup, StringComparison.Ordinal);
}
