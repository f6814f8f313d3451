using BatchGen.Batches.Execution;
using BatchGen.Web.Layout;
using BatchGen.Web.Pages.Admin;
using BatchGen.Web.Pages.BatchList;
using BatchGen.Web.Pages.BatchView;
using BatchGen.Web.Pages.Dashboard;
using BatchGen.Web.Pages.Memory;
using BatchGen.Web.Pages.Models;
using BatchGen.Web.Pages.NewBatch;
using BatchGen.Web.Pages.Schedules;
using BatchGen.Web.Pages.Users;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;

namespace BatchGen.Web.Tests.Live;

/// <summary>Who has left a page costs nothing any more: nobody calls it, and it draws nothing.</summary>
public sealed class DisposalTests : PageTestBase
{
    [Theory]
    [InlineData(typeof(DashboardPage))]
    [InlineData(typeof(BatchListPage))]
    [InlineData(typeof(SchedulesPage))]
    [InlineData(typeof(ModelsPage))]
    [InlineData(typeof(MemoryPage))]
    [InlineData(typeof(AdminPage))]
    [InlineData(typeof(UsersPage))]
    [InlineData(typeof(NewBatchPage))]
    [InlineData(typeof(QueuePill))]
    public async Task Leave_EndsEverySubscription(Type page) => await LeaveAsync(builder => builder.OpenComponent(0, page));

    [Fact]
    public async Task Leave_EndsEverySubscription_OfABatch()
    {
        var id = await SubmitAsync("Night work", "one", "two");
        await LeaveAsync(builder =>
        {
            builder.OpenComponent<BatchPage>(0);
            builder.AddComponentParameter(1, nameof(BatchPage.Id), id);
        });
    }

    private async Task LeaveAsync(Action<Microsoft.AspNetCore.Components.Rendering.RenderTreeBuilder> open)
    {
        var batch = await SubmitAsync("Other work", "one");
        var engine = Engines.Engine(ModelPath);
        var before = Engines.ListenerCount;
        Render<MudPopoverProvider>();
        var page = Render(builder =>
        {
            open(builder);
            builder.CloseComponent();
        });
        page.WaitForAssertion(() => Assert.Empty(page.FindAll(".bone")));

        await DisposeComponentsAsync();
        var drawn = page.RenderCount;
        await Services.GetRequiredService<BatchControl>().CancelAsync(batch, CancellationToken.None);
        engine.Announce(status => status with { Restarts = 7 });
        await Services.GetRequiredService<QueueControl>().PauseAsync("Ada", CancellationToken.None);

        Assert.Equal(before, Engines.ListenerCount);
        Assert.Equal(drawn, page.RenderCount);
    }
}
