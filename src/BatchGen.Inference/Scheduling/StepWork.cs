namespace BatchGen.Inference.Scheduling;

/// <summary>What one sequence puts into one step: its tokens <c>[First, First + Count)</c>.</summary>
/// <param name="First">Equals the sequence's computed tokens: positions never have gaps.</param>
/// <param name="Count">At least 1. One token beyond the prompt is a decode, everything else is prefill.</param>
/// <param name="WantsLogits">The range reaches the sequence's last token, so the next one can be drawn after the step.</param>
/// <param name="Drafted">Of the tokens, how many are its draft's: they come last, and each wants logits too.</param>
internal readonly record struct StepWork(Sequence Sequence, int First, int Count, bool WantsLogits, int Drafted = 0)
{
    public int End => First + Count;

    /// <summary>How many of the tokens are computed only so that the answer can go on: all but one that was just drawn, and drafts.</summary>
    public int PrefillTokens => Count - Drafted - (WantsLogits && First + Count - Drafted > Sequence.PromptLength ? 1 : 0);
}
