namespace BatchGen.Inference.Scheduling;

/// <summary>What one sequence puts into one step: its tokens <c>[First, First + Count)</c>.</summary>
/// <param name="First">Equals the sequence's computed tokens: positions never have gaps.</param>
/// <param name="Count">At least 1. One token beyond the prompt is a decode, everything else is prefill.</param>
/// <param name="WantsLogits">The range reaches the sequence's last token, so the next one can be drawn after the step.</param>
internal readonly record struct StepWork(Sequence Sequence, int First, int Count, bool WantsLogits)
{
    public int End => First + Count;

    /// <summary>How many of the tokens are computed only so that the answer can go on: all but one that was just drawn.</summary>
    public int PrefillTokens => Count - (WantsLogits && End > Sequence.PromptLength ? 1 : 0);
}
