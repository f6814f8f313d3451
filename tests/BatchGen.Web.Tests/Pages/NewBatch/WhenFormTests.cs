using BatchGen.Web.Pages.NewBatch;
using Bunit;

namespace BatchGen.Web.Tests.Pages.NewBatch;

public sealed class WhenFormTests : PageTestBase
{
    private readonly NewBatchForm _form = new();

    [Theory]
    [InlineData(SubmitTime.Now, false, true)]
    [InlineData(SubmitTime.AtATime, true, false)]
    [InlineData(SubmitTime.OnASchedule, false, false)]
    public void Render_AsksForWhatTheChoiceNeeds(SubmitTime when, bool asksForATime, bool asksForAnAddress)
    {
        _form.When = when;

        var form = RenderForm();

        Assert.Equal(asksForATime, form.FindAll("#run-at").Count == 1);
        Assert.Equal(asksForAnAddress, form.FindAll("#webhook").Count == 1);
    }

    [Theory]
    [InlineData("2026-03-04T05:06", 5)]
    [InlineData("tomorrow night", 2)]
    [InlineData("", 2)]
    public async Task At_TakesATime_AndKeepsTheLastOneElse(string typed, int hour)
    {
        _form.When = SubmitTime.AtATime;
        var form = RenderForm();

        await form.InvokeAsync(() => form.Find("#run-at").Change(typed));

        Assert.Equal(hour, _form.At.Hour);
    }

    [Theory]
    [InlineData("", false)]
    [InlineData("https://example.test/done", true)]
    public async Task Webhook_ShowsTheSecret_OnceThereIsAnAddress(string typed, bool showsIt)
    {
        var form = RenderForm();

        await form.InvokeAsync(() => form.Find("#webhook").Input(typed));

        Assert.Equal(showsIt, form.Markup.Contains(_form.WebhookSecret, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("", null)]
    [InlineData("   ", null)]
    [InlineData(" Night ", "Night")]
    public async Task Save_GivesTheName_OnceThereIsOne(string typed, string? saved)
    {
        string? given = null;
        var form = Render<WhenForm>(parameters => parameters.Add(part => part.Form, _form).Add(part => part.Save, name => given = name));
        await form.InvokeAsync(() => form.Find(".when-save input").Input(typed));

        var button = form.Find(".when-save button");
        Assert.Equal(saved is null, button.HasAttribute("disabled"));
        if (saved is not null)
            await form.InvokeAsync(() => form.Find(".when-save button").Click());

        Assert.Equal(saved, given);
    }

    [Fact]
    public void Render_LocksEveryField_WhileSomethingIsSubmitted()
    {
        var form = Render<WhenForm>(parameters => parameters.Add(part => part.Form, _form).Add(part => part.IsDisabled, true));

        Assert.All(form.FindAll("input.field"), field => Assert.True(field.HasAttribute("disabled")));
    }

    private IRenderedComponent<WhenForm> RenderForm() => Render<WhenForm>(parameters => parameters.Add(part => part.Form, _form));
}
