using BatchGen.Inference.Runtime;
using BatchGen.LlamaCpp.Contexts;

namespace BatchGen.LlamaCpp.Tests;

/// <summary>Runs sequences side by side until each has its answer.</summary>
internal static class TestDecoding
{
    public static int[] Tokens(string text) => TestRuntime.SharedModel.Vocabulary.Tokenize(text, parseSpecial: false);

    /// <summary>The answer of one prompt decoded in a context of its own.</summary>
    public static int[] Alone(int[] prompt, int answerTokens)
    {
        using var context = TestRuntime.CreateContext(cells: 512, slots: 1);
        var sequence = new TestSequence(new SlotId(0), prompt);
        Run(context, [sequence], answerTokens, tokensEach: int.MaxValue);
        return [.. sequence.Answer];
    }

    public static void Run(LlamaContext context, IReadOnlyList<TestSequence> sequences, int answerTokens, int tokensEach)
    {
        var step = new StepInput(context.Info.StepTokens);
        while (sequences.Any(sequence => sequence.Answer.Count() < answerTokens))
        {
            step.Clear();
            foreach (var sequence in sequences.Where(sequence => sequence.Answer.Count() < answerTokens))
                sequence.AddTo(step, tokensEach);
            Assert.Equal(DecodeStatus.Ok, context.Decode(step));
            foreach (var sequence in sequences.Where(sequence => sequence.Answer.Count() < answerTokens))
                sequence.TakeNext(context);
        }
    }

    /// <summary>Fills a slot with cells from position 0 on.</summary>
    public static DecodeStatus Fill(LlamaContext context, SlotId slot, int cells)
    {
        var step = new StepInput(cells);
        for (var position = 0; position < cells; position++)
            step.Add(token: 'a', position, slot, wantsLogits: position == cells - 1);
        return context.Decode(step);
    }
}
