using BatchGen.Batches.Nights;
using BatchGen.Batches.Settings;
using BatchGen.Web.Pages.NewBatch;
using Bunit;
using Microsoft.Extensions.DependencyInjection;

namespace BatchGen.Web.Tests.Pages.NewBatch;

public sealed class HoursFormTests : PageTestBase
{
    private readonly NewBatchForm _form = new();

    [Fact]
    public async Task Choice_IsWhatIsSubmitted()
    {
        await SetAsync("Nights:Hours", "20:00-07:00", "Nights:TimeZone", "Europe/Berlin");
        var form = RenderForm();
        Assert.Equal("Queue", form.Find("#hours").GetAttribute("value"));

        await form.InvokeAsync(() => form.Find("#hours").Change("Always"));
        Assert.Equal(BatchHours.Always, _form.Hours);
        Assert.Empty(form.FindAll("#hours-text"));

        // It begins with the queue's own.
        await form.InvokeAsync(() => form.Find("#hours").Change("Own"));
        Assert.Equal(new BatchHours("20:00-07:00", "Europe/Berlin"), _form.Hours);

        await form.InvokeAsync(() => form.Find("#hours-text").Change("Mon 08:00-09:00"));
        await form.InvokeAsync(() => form.Find("#hours-zone").Change("Asia/Kolkata"));
        Assert.Equal(new BatchHours("Mon 08:00-09:00", "Asia/Kolkata"), _form.Hours);

        await form.InvokeAsync(() => form.Find("#hours").Change("Queue"));
        Assert.Null(_form.Hours);
    }

    [Fact]
    public async Task Text_IsJudgedAtTheField()
    {
        var form = RenderForm();
        await form.InvokeAsync(() => form.Find("#hours").Change("Own"));

        await form.InvokeAsync(() => form.Find("#hours-text").Change("every night"));
        Assert.Contains("'every night' is no work window.", form.Find("[role=alert]").TextContent, StringComparison.Ordinal);

        await form.InvokeAsync(() => form.Find("#hours-text").Change("22:00-06:00"));
        Assert.Empty(form.FindAll("[role=alert]"));
    }

    [Fact]
    public async Task Choice_IsNotThere_WhereBatchesHaveNoHoursOfTheirOwn()
    {
        await SetAsync("Nights:AllowOwnHours", "false");

        Assert.Empty(RenderForm().FindAll("#hours"));
    }

    private IRenderedComponent<HoursForm> RenderForm() => Render<HoursForm>(parameters => parameters.Add(form => form.Form, _form));

    private async Task SetAsync(string key, string value, string? other = null, string? otherValue = null)
    {
        var changes = new Dictionary<string, string?> { [key] = value };
        if (other is not null)
            changes[other] = otherValue;
        Assert.IsType<SettingsChanged>(await Services.GetRequiredService<SettingsStore>().ChangeAsync(changes, "Ada", CancellationToken.None));
    }
}
