using BatchGen.Batches.Data;
using BatchGen.Web.Access;
using BatchGen.Web.Layout;
using Bunit;
using Microsoft.Extensions.DependencyInjection;

namespace BatchGen.Web.Tests.Layout;

public sealed class RailTests : PageTestBase
{
    [Theory]
    [InlineData(Role.Viewer, " batches models memory", false)]
    [InlineData(Role.Submitter, " new batches schedules models memory", false)]
    [InlineData(Role.Operator, " new batches schedules models memory", false)]
    [InlineData(Role.Admin, " new batches schedules models memory admin", true)]
    public async Task Render_LeadsWhereTheRoleMayGo(Role role, string paths, bool hasJobQueue)
    {
        var accounts = Services.GetRequiredService<Accounts>();
        var id = Assert.IsType<AccountDone>(await accounts.CreateAsync("konrad", role, "admin", CancellationToken.None)).UserId;
        SignInAs((await accounts.FindAsync(id, CancellationToken.None))!);

        var rail = Render<Rail>();

        rail.WaitForAssertion(() => Assert.Equal(paths.Split(' '), rail.FindAll("li a").Select(link => link.GetAttribute("href"))));
        Assert.Equal(hasJobQueue, rail.FindAll("a[href='hangfire']").Count == 1);
    }

    [Fact]
    public void Render_LeadsNowhere_ForWhoHasNotSignedIn()
    {
        SignIn.SetNotAuthorized();

        Assert.Empty(Render<Rail>().FindAll("li a"));
    }
}
