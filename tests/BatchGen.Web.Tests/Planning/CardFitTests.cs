using BatchGen.Engine;
using BatchGen.Engine.Planning;
using BatchGen.Inference.Gguf;
using BatchGen.Inference.Memory;
using BatchGen.Inference.Memory.Savings;
using BatchGen.Web.Planning;
using Microsoft.Extensions.DependencyInjection;

namespace BatchGen.Web.Tests.Planning;

public sealed class CardFitTests : PageTestBase
{
    private static readonly EngineChoice Levers = new(4096, 1);

    [Fact]
    public void Of_AnswersForEverySize_AndALargerCardNeverHoldsLess()
    {
        var cards = Cards(GgufTensorType.Q8_0);

        Assert.Equal(CardFit.Sizes, cards.Select(card => card.Gibibytes));
        Assert.Equal(cards.Select(card => card.Layers).Order(), cards.Select(card => card.Layers));
        Assert.Equal(cards.Select(card => card.LargestContextTokens).Order(), cards.Select(card => card.LargestContextTokens));
    }

    [Theory]
    [InlineData(GgufTensorType.F16, 16, PlanVerdict.DoesNotFit)]
    [InlineData(GgufTensorType.F16, 24, PlanVerdict.Fits)]
    [InlineData(GgufTensorType.Q8_0, 12, PlanVerdict.Fits)]
    [InlineData(GgufTensorType.Q4_0, 8, PlanVerdict.Fits)]
    public void Of_SaysWhichQuantizationAnswersWhichCard(GgufTensorType weights, int gibibytes, PlanVerdict verdict) =>
        Assert.Equal(verdict, Cards(weights).Single(card => card.Gibibytes == gibibytes).Verdict);

    private IReadOnlyList<CardFit> Cards(GgufTensorType weights) =>
        CardFit.Of(Services.GetRequiredService<PlanService>(), ReferenceShapes.CodeGeeX4(weights), Levers);
}
