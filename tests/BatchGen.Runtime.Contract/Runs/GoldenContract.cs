using BatchGen.Inference.Runtime;

namespace BatchGen.Runtime.Contract.Runs;

/// <summary>The model that ships answers alike whatever runs it.</summary>
public abstract class GoldenContract(RuntimeUnderTest runtime)
{
    [Theory]
    [InlineData(KvLayout.Unified)]
    [InlineData(KvLayout.PerSlot)]
    public void GreedyAnswers_AreTheGoldenOnes(KvLayout layout)
    {
        var golden = new GoldenAnswers();

        Assert.Equal(golden.Expected(), golden.Ask(runtime.Instance, layout));
    }
}
