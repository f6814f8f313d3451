using BatchGen.Inference.Runtime;
using BatchGen.Testing;
using BatchGen.Testing.Models;

namespace BatchGen.Runtime.Contract.Models;

/// <summary>The other tests lean on the random model: it must be the same every time, and must not answer one token for ever.</summary>
public abstract class RandomModelContract(RuntimeUnderTest runtime)
{
    [Fact]
    public void Write_GivesTheSameBytes_ForTheSameSeedOnly()
    {
        using var folder = new ScratchFolder();
        foreach (var (name, seed) in new Dictionary<string, int> { ["a"] = 7, ["b"] = 7, ["c"] = 8 })
            RandomModel.Write(folder.File(name), new RandomModelShape(Layers: 1), seed);

        Assert.Equal(File.ReadAllBytes(folder.File("a")), File.ReadAllBytes(folder.File("b")));
        Assert.NotEqual(File.ReadAllBytes(folder.File("a")), File.ReadAllBytes(folder.File("c")));
    }

    [Fact]
    public void PathOf_WritesAShapeOnce() =>
        Assert.Equal(RandomModel.PathOf(new RandomModelShape(Layers: 3)), RandomModel.PathOf(new RandomModelShape(Layers: 3)));

    [Theory]
    [InlineData(TensorType.F32)]
    [InlineData(TensorType.Q8_0)]
    [InlineData(TensorType.Q4_0)]
    public void Model_AnswersManyDifferentTokens_AndNeverEndsItself(TensorType weights)
    {
        using var model = runtime.Load(new RandomModelShape(Weights: weights));
        using var context = model.CreateContext(new ContextSettings(KvCells: 256, Slots: 1));
        var sequence = new TestSequence(new SlotId(0), runtime.Tokens("def add(a, b):"));

        TestDecoding.Run(context, [sequence], answerTokens: 64, tokensEach: int.MaxValue);

        Assert.True(sequence.Answer.Distinct().Count() > 16, string.Join(' ', sequence.Answer));
        Assert.DoesNotContain(sequence.Answer, token => token >= RandomVocabulary.FirstSpecial);
    }
}
