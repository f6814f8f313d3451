using BatchGen.Inference.Runtime;

namespace BatchGen.Runtime.Contract;

/// <summary>Runs sequences side by side until each has its answer.</summary>
public static class TestDecoding
{
    public static void Run(IRuntimeContext context, IReadOnlyList<TestSequence> sequences, int answerTokens, int tokensEach)
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
    public static DecodeStatus Fill(IRuntimeContext context, SlotId slot, int cells)
    {
        var step = new StepInput(cells);
        for (var position = 0; position < cells; position++)
            step.Add(token: 'a', position, slot, wantsLogits: position == cells - 1);
        return context.Decode(step);
    }
}
