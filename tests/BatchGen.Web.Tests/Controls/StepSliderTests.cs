using BatchGen.Web.Controls;
using Bunit;

namespace BatchGen.Web.Tests.Controls;

public sealed class StepSliderTests : PageTestBase
{
    private static readonly int[] Steps = [512, 2_048, 8_192];

    [Theory]
    [InlineData(512, "0", "0%")]
    [InlineData(2_048, "1", "50%")]
    [InlineData(4_000, "1", "50%")]
    [InlineData(8_192, "2", "100%")]
    [InlineData(100, "0", "0%")]
    public void Render_StandsAtTheLastStepThatTheValueReaches(int value, string position, string share)
    {
        var input = RenderSlider(value, _ => { }).Find("input");

        Assert.Equal(position, input.GetAttribute("value"));
        Assert.Equal($"--share:{share}", input.GetAttribute("style"));
    }

    [Theory]
    [InlineData("2", 8_192)]
    [InlineData("0", 512)]
    [InlineData("3", null)]
    [InlineData("-1", null)]
    [InlineData("x", null)]
    public void Move_TellsTheStep_AndNothingThatIsNone(string position, int? told)
    {
        int? heard = null;

        RenderSlider(2_048, value => heard = value).Find("input").Input(position);

        Assert.Equal(told, heard);
    }

    private IRenderedComponent<StepSlider> RenderSlider(int value, Action<int> changed) => Render<StepSlider>(parameters => parameters
        .Add(slider => slider.Id, "context")
        .Add(slider => slider.Label, "Context")
        .Add(slider => slider.Steps, Steps)
        .Add(slider => slider.Value, value)
        .Add(slider => slider.ValueChanged, changed));
}
