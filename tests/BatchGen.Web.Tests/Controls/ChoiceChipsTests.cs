using BatchGen.Web.Controls;
using Bunit;

namespace BatchGen.Web.Tests.Controls;

public sealed class ChoiceChipsTests : PageTestBase
{
    private static readonly IReadOnlyList<Choice<int>> Choices = [new(1, "One"), new(2, "Two"), new(3, "Three", "There is no third.")];

    [Fact]
    public void Render_PressesTheChosenOne_AndSaysWhyOneCannotBe()
    {
        var chips = RenderChips(2, _ => { }).FindAll("button");

        Assert.Equal(["false", "true", "false"], chips.Select(chip => chip.GetAttribute("aria-pressed")));
        Assert.Equal([false, false, true], chips.Select(chip => chip.HasAttribute("disabled")));
        Assert.Equal("There is no third.", chips[2].GetAttribute("title"));
    }

    [Fact]
    public void Click_TellsTheChoice()
    {
        var heard = 0;

        RenderChips(2, value => heard = value).FindAll("button")[0].Click();

        Assert.Equal(1, heard);
    }

    private IRenderedComponent<ChoiceChips<int>> RenderChips(int value, Action<int> changed) => Render<ChoiceChips<int>>(parameters => parameters
        .Add(chips => chips.Label, "Which")
        .Add(chips => chips.Choices, Choices)
        .Add(chips => chips.Value, value)
        .Add(chips => chips.ValueChanged, changed));
}
